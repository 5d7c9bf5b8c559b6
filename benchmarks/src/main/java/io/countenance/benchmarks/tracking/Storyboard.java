package io.countenance.benchmarks.tracking;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.vconcat;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.countenance.demo.sample.TrueFace;
import io.countenance.vision.draw.ColourBlindSafePalette;
import io.countenance.vision.draw.FaceCanvas;
import io.countenance.vision.draw.PngFile;
import io.countenance.vision.geometry.Box;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A picture with a row for each scene: a frame of it, and a line of time for each person in the
 * colours of the ids that the person's face was found under; dark where the face is hidden, nothing
 * where it is out of the picture. One thread at a time.
 */
final class Storyboard implements AutoCloseable {

    private static final int FRAME_WIDTH = 320;
    private static final int LINES_WIDTH = 640;
    private static final int MARGIN = 10;
    private static final int LINE_HEIGHT = 22;
    private static final int LINES_TOP = 40;
    private static final int LINE_STEP = 34;
    private static final int HIDDEN = 0x3C3C3C;
    private static final int MISSED = 0xFFFFFF;
    private static final int TEXT = 0xEBEBEB;

    private final List<Mat> rows = new ArrayList<>();

    /** Adds a scene's row. */
    void add(String title, Scene scene, List<List<TrackedFace>> found, double framesPerSecond) {
        int shown = scene.frames() / 2;
        try (PointerScope scope = new PointerScope()) {
            Mat frame = imread(scene.file(shown).toString(), IMREAD_COLOR);
            FaceCanvas onFrame = new FaceCanvas(frame, (double) frame.cols() / FRAME_WIDTH);
            for (TrackedFace face : found.get(shown)) {
                int colour = colour(face.person());
                onFrame.box(face.box(), colour, true);
                onFrame.caption(face.box(), face.person(), colour);
            }
            int height = frame.rows() * FRAME_WIDTH / frame.cols();
            Mat row = new Mat(height + MARGIN, FRAME_WIDTH + LINES_WIDTH, CV_8UC3, Scalar.all(24));
            resize(
                    frame,
                    new Mat(row, new Rect(0, 0, FRAME_WIDTH, height)),
                    new Size(FRAME_WIDTH, height),
                    0,
                    0,
                    INTER_AREA);
            FaceCanvas canvas = new FaceCanvas(row, 1);
            canvas.text(
                    "%s, %.0f s".formatted(title, scene.frames() / framesPerSecond),
                    FRAME_WIDTH + MARGIN,
                    LINES_TOP / 2,
                    TEXT);
            lines(row, canvas, scene, found);
            row.retainReference();
            rows.add(row);
        }
    }

    private static void lines(
            Mat row, FaceCanvas canvas, Scene scene, List<List<TrackedFace>> found) {
        Map<String, Integer> lineOf = new LinkedHashMap<>();
        Map<String, String> idBefore = new LinkedHashMap<>();
        double step = (double) (LINES_WIDTH - 2 * MARGIN) / scene.frames();
        for (int frame = 0; frame < scene.frames(); frame++) {
            for (TrueFace face : scene.truth().get(frame)) {
                String person = Scene.person(face);
                int line = lineOf.computeIfAbsent(person, name -> lineOf.size());
                int left = FRAME_WIDTH + MARGIN + (int) (frame * step);
                int right = FRAME_WIDTH + MARGIN + (int) ((frame + 1) * step);
                int top = LINES_TOP + line * LINE_STEP;
                String id = idAt(face.box(), found.get(frame));
                int colour =
                        !id.isEmpty()
                                ? colour(id)
                                : face.visible() < Scene.LEAST_VISIBLE ? HIDDEN : MISSED;
                rectangle(
                        row,
                        new Rect(left, top, Math.max(1, right - left), LINE_HEIGHT),
                        new Scalar(colour & 255, colour >> 8 & 255, colour >> 16 & 255, 0),
                        -1,
                        8,
                        0);
                if (!id.isEmpty() && !id.equals(idBefore.put(person, id))) {
                    canvas.text(id, left, top - 2, TEXT);
                }
            }
        }
    }

    private static String idAt(Box box, List<TrackedFace> found) {
        String id = "";
        float most = (float) ScoreSheet.LEAST_OVERLAP;
        for (TrackedFace face : found) {
            float overlap = face.box().intersectionOverUnion(box);
            if (overlap >= most) {
                most = overlap;
                id = face.person();
            }
        }
        return id;
    }

    /** Not the palette's grey: hidden is dark already. */
    private static int colour(String id) {
        return ColourBlindSafePalette.colour(1 + Math.floorMod(Integer.parseInt(id) - 1, 7));
    }

    /** Writes all rows, one under the other. */
    void write(Path file) throws IOException {
        try (MatVector all = new MatVector(rows.toArray(Mat[]::new));
                Mat picture = new Mat()) {
            vconcat(all, picture);
            PngFile.write(picture, file);
        }
    }

    @Override
    public void close() {
        rows.forEach(Mat::close);
    }
}
