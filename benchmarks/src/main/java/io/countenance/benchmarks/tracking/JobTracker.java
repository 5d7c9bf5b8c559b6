package io.countenance.benchmarks.tracking;

import io.countenance.demo.track.Track;
import io.countenance.options.Program;
import io.countenance.vision.geometry.Box;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Follows persons with the job's own operators, by {@code scripts/track}. */
final class JobTracker {

    private static final int FRAME = 0;
    private static final int PERSON = 1;
    private static final int BOX = 2;

    private JobTracker() {}

    /**
     * Follows the persons of a folder of pictures.
     *
     * @param frames how many pictures there are
     * @param jobOptions the job's, by name without hyphens
     * @return for each picture the confirmed persons' faces
     * @throws IllegalStateException where the program fails; the message is its own
     */
    static List<List<TrackedFace>> follow(
            Path pictures, double framesPerSecond, int frames, Map<String, String> jobOptions)
            throws IOException {
        Path boxes = Files.createTempFile("countenance-mot", ".txt");
        try {
            List<String> arguments = new ArrayList<>();
            arguments.add("--images=" + pictures);
            arguments.add("--fps=" + framesPerSecond);
            arguments.add("--out=" + boxes);
            jobOptions.forEach(
                    (name, value) -> arguments.add("--job-option=" + name + "=" + value));
            StringWriter said = new StringWriter();
            CommandLine line = Program.commandLine(new Track());
            line.setOut(new PrintWriter(said));
            line.setErr(new PrintWriter(said));
            if (line.execute(arguments.toArray(String[]::new)) != 0) {
                throw new IllegalStateException("track failed: " + said);
            }
            return read(boxes, frames);
        } finally {
            Files.delete(boxes);
        }
    }

    private static List<List<TrackedFace>> read(Path boxes, int frames) throws IOException {
        List<List<TrackedFace>> found = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            found.add(new ArrayList<>());
        }
        for (String line : Files.readAllLines(boxes)) {
            String[] fields = line.split(",");
            Box box =
                    new Box(
                            Float.parseFloat(fields[BOX]),
                            Float.parseFloat(fields[BOX + 1]),
                            Float.parseFloat(fields[BOX + 2]),
                            Float.parseFloat(fields[BOX + 3]));
            found.get(Integer.parseInt(fields[FRAME]) - 1)
                    .add(new TrackedFace(fields[PERSON], box));
        }
        return found;
    }
}
