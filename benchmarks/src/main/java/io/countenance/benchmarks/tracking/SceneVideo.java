package io.countenance.benchmarks.tracking;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.countenance.demo.sample.Sprite;
import io.countenance.demo.sample.Trajectory;
import io.countenance.demo.sample.TrueFace;
import io.countenance.vision.geometry.Box;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Draws a scene frame by frame and knows who is where. The heads stay the caller's; closing frees
 * the rest. One thread at a time.
 */
final class SceneVideo implements AutoCloseable {

    private static final int BACKDROP_DETAIL = 5;
    private static final double SWAY_DEGREES = 4;
    private static final double STEP_HEIGHT = 0.02;

    private record Shown(SceneScript.Visit visit, Sprite sprite, Trajectory.Position position) {}

    private final SceneScript script;
    private final List<Head> heads;
    private final double framesPerSecond;
    private final int width;
    private final int height;
    private final Map<SceneScript.Visit, Sprite> still = new HashMap<>();
    private final List<Sprite> passing = new ArrayList<>();
    private final Mat backdrop = new Mat();
    private final Mat picture = new Mat();

    /**
     * A video of a script.
     *
     * @param heads of the persons, in their order
     * @param seed of the colours behind them
     */
    SceneVideo(
            SceneScript script,
            List<Head> heads,
            double framesPerSecond,
            int width,
            int height,
            long seed) {
        this.script = script;
        this.heads = heads;
        this.framesPerSecond = framesPerSecond;
        this.width = width;
        this.height = height;
        paintBackdrop(new Random(seed));
    }

    /** Paints a frame, counted from 0: 8-bit BGR, this video's, until the next call. */
    Mat paint(int frame) {
        backdrop.copyTo(picture);
        double time = frame / framesPerSecond;
        for (Shown shown : shown(frame)) {
            double phase = 2 * shown.visit().person();
            double tilt = shown.visit().tilt() + SWAY_DEGREES * Math.sin(1.1 * time + phase);
            shown.sprite().paint(picture, shown.position(), tilt);
        }
        for (Box pillar : script.pillars()) {
            try (Point from = new Point((int) pillar.x(), (int) pillar.y());
                    Point to = new Point((int) pillar.right(), (int) pillar.bottom());
                    Scalar colour = new Scalar(70, 80, 90, 0)) {
                rectangle(picture, from, to, colour, -1, 8, 0);
            }
        }
        free();
        return picture;
    }

    /** The faces of a frame that are at least partly in the picture, also hidden ones. */
    List<TrueFace> truth(int frame) {
        List<Shown> shown = shown(frame);
        Box all = new Box(0, 0, width, height);
        List<TrueFace> faces = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Box box = shown.get(i).sprite().box(shown.get(i).position());
            double visible = box.intersection(all) / box.area();
            for (Shown nearer : shown.subList(i + 1, shown.size())) {
                visible -= box.intersection(Sprite.cover(nearer.position())) / box.area();
            }
            for (Box pillar : script.pillars()) {
                visible -= box.intersection(pillar) / box.area();
            }
            if (box.intersection(all) > 0) {
                SceneScript.Visit visit = shown.get(i).visit();
                faces.add(
                        new TrueFace(
                                heads.get(visit.person()).name() + "/" + visit.number(),
                                box,
                                Math.max(0, visible)));
            }
        }
        free();
        return faces;
    }

    private List<Shown> shown(int frame) {
        double time = frame / framesPerSecond;
        List<Shown> shown = new ArrayList<>();
        for (SceneScript.Visit visit : script.visits()) {
            Trajectory.Position at = visit.trajectory().at(time);
            if (at != null) {
                double step = STEP_HEIGHT * at.height() * Math.sin(5 * time + visit.person());
                shown.add(
                        new Shown(
                                visit,
                                sprite(visit, frame),
                                new Trajectory.Position(at.x(), at.y() + step, at.height())));
            }
        }
        return shown;
    }

    private Sprite sprite(SceneScript.Visit visit, int frame) {
        Head head = heads.get(visit.person());
        if (head.pictures().size() == 1) {
            return still.computeIfAbsent(visit, v -> cutOut(head.picture(0), v.brightness()));
        }
        Sprite sprite = cutOut(head.picture(frame), visit.brightness());
        passing.add(sprite);
        return sprite;
    }

    private static Sprite cutOut(Head.Picture head, double brightness) {
        Box face = head.face();
        try (Mat lit = new Mat()) {
            head.pixels().convertTo(lit, -1, brightness, 0);
            return new Sprite(lit, new double[] {face.x(), face.y(), face.width(), face.height()});
        }
    }

    private void paintBackdrop(Random random) {
        try (Mat colours = new Mat(BACKDROP_DETAIL, BACKDROP_DETAIL, CV_8UC3);
                UByteIndexer pixels = colours.createIndexer();
                Size size = new Size(width, height)) {
            for (int i = 0; i < BACKDROP_DETAIL * BACKDROP_DETAIL; i++) {
                int bright = 40 + random.nextInt(120);
                for (int channel = 0; channel < 3; channel++) {
                    pixels.put(
                            i / BACKDROP_DETAIL,
                            i % BACKDROP_DETAIL,
                            channel,
                            bright + random.nextInt(40));
                }
            }
            resize(colours, backdrop, size, 0, 0, INTER_CUBIC);
        }
    }

    private void free() {
        passing.forEach(Sprite::close);
        passing.clear();
    }

    @Override
    public void close() {
        free();
        still.values().forEach(Sprite::close);
        backdrop.close();
        picture.close();
    }
}
