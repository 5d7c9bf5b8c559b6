package io.countenance.vision.evaluation;

import io.countenance.vision.geometry.Box;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads marked faces: a line a face, {@code name x1 y1 x2 y2 set ignore}, parted by white space;
 * edges in px, {@code ignore} 0 or 1. The name may hold spaces. Empty lines and those that begin
 * with # are skipped.
 */
public final class TruthFile {

    private static final int FIELDS_AFTER_NAME = 6;

    private final Path file;

    /** Names the file; {@link #read} opens it. */
    public TruthFile(Path file) {
        this.file = file;
    }

    /**
     * All faces in the file's order, at least one.
     *
     * @throws IllegalArgumentException if a line is malformed, with its number, or there is none
     */
    public List<TruthFace> read() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no truth file " + file);
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (MalformedInputException failure) {
            throw new IllegalArgumentException(file + " is no text file in UTF-8", failure);
        }
        List<TruthFace> faces = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                faces.add(parse(line, i + 1));
            }
        }
        if (faces.isEmpty()) {
            throw new IllegalArgumentException(file + " marks no face");
        }
        return faces;
    }

    private TruthFace parse(String line, int number) {
        String[] fields = line.split("\\s+");
        int first = fields.length - FIELDS_AFTER_NAME;
        if (first < 1) {
            throw malformed(
                    number,
                    "has %d fields, not the seven of 'name x1 y1 x2 y2 set ignore'"
                            .formatted(fields.length));
        }
        float left = coordinate(fields[first], "x1", number);
        float top = coordinate(fields[first + 1], "y1", number);
        float right = coordinate(fields[first + 2], "x2", number);
        float bottom = coordinate(fields[first + 3], "y2", number);
        if (right <= left || bottom <= top) {
            throw malformed(number, "marks an empty box: x2 must be over x1 and y2 over y1");
        }
        String ignore = fields[first + 5];
        if (!ignore.equals("0") && !ignore.equals("1")) {
            throw malformed(number, "says '%s' for ignore, which must be 0 or 1".formatted(ignore));
        }
        String name = line.split("(\\s+\\S+){%d}$".formatted(FIELDS_AFTER_NAME), 2)[0];
        return new TruthFace(
                name,
                new Box(left, top, right - left, bottom - top),
                fields[first + 4],
                ignore.equals("1"),
                number);
    }

    private float coordinate(String text, String field, int number) {
        try {
            float value = Float.parseFloat(text);
            if (Float.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException failure) {
            throw malformed(number, "says '%s' for %s, which is no number".formatted(text, field));
        }
        throw malformed(number, "says '%s' for %s, which is no pixel".formatted(text, field));
    }

    private IllegalArgumentException malformed(int number, String what) {
        return new IllegalArgumentException("%s, line %d: %s".formatted(file, number, what));
    }
}
