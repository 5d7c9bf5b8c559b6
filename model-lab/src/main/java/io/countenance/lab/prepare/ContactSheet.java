package io.countenance.lab.prepare;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.countenance.vision.draw.FaceCanvas;
import io.countenance.vision.draw.PngFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A PNG picture of a sample of crops, evenly taken from all of them, each with its name and the
 * detector's score under it.
 */
final class ContactSheet {

    private static final int COLUMNS = 12;
    private static final int MOST = 120;
    private static final int LEAST_SIDE = 96;
    private static final int MOST_SIDE = 160;
    private static final int GAP = 8;
    private static final int LINE = 13;
    private static final int INK = 0x202020;
    private static final int PAPER = 250;

    /** Letters of a caption that surely fit into 96 px. */
    private static final int LETTERS = 12;

    private final int side;

    /**
     * Sets it up.
     *
     * @param size of the crops, px
     */
    ContactSheet(int size) {
        side = Math.max(LEAST_SIDE, Math.min(MOST_SIDE, size));
    }

    /** Writes {@code contact-sheet.png} into the crops' folder; nothing where there are none. */
    void write(Path folder, List<ManifestRow> rows) throws IOException {
        List<ManifestRow> crops = rows.stream().filter(row -> row.crop() != null).toList();
        if (crops.isEmpty()) {
            return;
        }
        int count = Math.min(MOST, crops.size());
        List<ManifestRow> shown =
                IntStream.range(0, count)
                        .mapToObj(i -> crops.get((int) ((long) i * crops.size() / count)))
                        .toList();
        int columns = Math.min(COLUMNS, count);
        int lines = (count + columns - 1) / columns;
        int cellHeight = side + 2 * LINE + GAP;
        try (PointerScope scope = new PointerScope()) {
            Mat sheet =
                    new Mat(
                            GAP + lines * cellHeight,
                            GAP + columns * (side + GAP),
                            CV_8UC3,
                            Scalar.all(PAPER));
            FaceCanvas canvas = new FaceCanvas(sheet, 1);
            for (int i = 0; i < count; i++) {
                int left = GAP + i % columns * (side + GAP);
                int top = GAP + i / columns * cellHeight;
                place(folder.resolve(String.valueOf(shown.get(i).crop())), sheet, left, top);
                canvas.text(name(shown.get(i)), left, top + side + LINE - 2, INK);
                canvas.text(score(shown.get(i)), left, top + side + 2 * LINE - 2, INK);
            }
            PngFile.write(sheet, folder.resolve("contact-sheet.png"));
        }
    }

    private void place(Path file, Mat sheet, int left, int top) throws IOException {
        Mat crop = imdecode(new Mat(Files.readAllBytes(file)), IMREAD_COLOR);
        Mat cell = new Mat(sheet, new Rect(left, top, side, side));
        resize(
                crop,
                cell,
                new Size(side, side),
                0,
                0,
                crop.cols() > side ? INTER_AREA : INTER_LINEAR);
    }

    /** The end of the name: the start is the same for many. */
    private static String name(ManifestRow row) {
        String name = String.valueOf(row.crop()).replaceFirst("\\.png$", "");
        return name.length() <= LETTERS ? name : "~" + name.substring(name.length() - LETTERS + 1);
    }

    private static String score(ManifestRow row) {
        return row.outcome() == CropOutcome.WHOLE
                ? "whole picture"
                : String.format(Locale.ROOT, "score %.2f", row.score());
    }
}
