package io.countenance.demo.sample;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.countenance.connectors.publish.Frame;
import io.countenance.connectors.publish.FrameReader;
import io.countenance.vision.geometry.Box;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * A made-up video of real faces that walk about, cross, leave and come back; who is where in each
 * frame is known. The same on every run. One thread at a time; closing frees the pixels.
 */
public final class SampleVideo implements FrameReader {

    /**
     * Backgrounds keep this many pixels across, so that nothing of the picture but its colours is
     * left.
     */
    private static final int BACKDROP_DETAIL = 5;

    private static final double BACKDROP_BRIGHTNESS = 0.55;
    private static final double TILT_DEGREES = 3;
    private static final double STEP_HEIGHT = 0.02;

    private record Visit(String person, Sprite sprite, Trajectory trajectory, double phase) {}

    private record Shown(Visit visit, Trajectory.Position position) {}

    private final Scenes scenes;
    private final Scenes.Camera camera;
    private final long frames;
    private final Map<String, Sprite> sprites = new HashMap<>();
    private final List<Visit> visits = new ArrayList<>();
    private final Mat backdrop = new Mat();
    private final Mat frame = new Mat();
    private long next;

    private SampleVideo(Scenes scenes, Scenes.Camera camera) {
        this.scenes = scenes;
        this.camera = camera;
        this.frames = Math.round(scenes.seconds() * scenes.framesPerSecond());
        for (Scenes.Actor actor : camera.actors()) {
            Sprite sprite = sprites.computeIfAbsent(actor.portrait(), this::cutOut);
            int number = 1;
            for (double[][] path : actor.paths()) {
                visits.add(
                        new Visit(
                                actor.portrait() + "/" + number,
                                sprite,
                                new Trajectory(path),
                                visits.size()));
                number++;
            }
        }
        paintBackdrop();
    }

    /** Whether the pictures are there; they are not where the build had no npm. */
    public static boolean available() {
        return SampleVideo.class.getResource("pictures.LICENSE") != null;
    }

    /** The cameras that there are videos of. */
    public static List<String> cameraIds() {
        return Scenes.load().cameras().stream().map(Scenes.Camera::id).toList();
    }

    /**
     * Opens a camera's video.
     *
     * @param cameraId one of {@link #cameraIds()}
     */
    public static SampleVideo open(String cameraId) {
        Scenes scenes = Scenes.load();
        Scenes.Camera camera =
                scenes.cameras().stream()
                        .filter(c -> c.id().equals(cameraId))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "no sample video of " + cameraId));
        return new SampleVideo(scenes, camera);
    }

    /**
     * Opens a made-up video of a room: heads in rows that hardly move, each as large as its place
     * allows but at most a quarter of the picture's height.
     *
     * @param width px
     * @param height px
     * @param faces 1 or more; of so many that a face is below 20 px high none may be found
     */
    public static SampleVideo room(int width, int height, int faces) {
        Scenes scenes = Scenes.load();
        return new SampleVideo(scenes, Room.camera(scenes, width, height, faces));
    }

    @Override
    public @Nullable Frame next() {
        if (next >= frames) {
            return null;
        }
        backdrop.copyTo(frame);
        double time = time(next);
        for (Shown shown : shown(time)) {
            double tilt = TILT_DEGREES * Math.sin(1.1 * time + 2 * shown.visit().phase());
            shown.visit().sprite().paint(frame, shown.position(), tilt);
        }
        long mediaTime = Math.round(1000 * time);
        next++;
        return new Frame(frame, mediaTime);
    }

    @Override
    public long frameCount() {
        return frames;
    }

    /** Frames per second. */
    public int frameRate() {
        return scenes.framesPerSecond();
    }

    /** The faces of a frame, from the farthest to the nearest; also of those wholly hidden. */
    public List<TrueFace> truth(long frameNumber) {
        List<Shown> shown = shown(time(frameNumber));
        List<TrueFace> faces = new ArrayList<>();
        Box picture = new Box(0, 0, camera.width(), camera.height());
        for (int i = 0; i < shown.size(); i++) {
            Box box = shown.get(i).visit().sprite().box(shown.get(i).position());
            double visible = box.intersection(picture) / box.area();
            for (Shown nearer : shown.subList(i + 1, shown.size())) {
                visible -= box.intersection(Sprite.cover(nearer.position())) / box.area();
            }
            if (box.intersection(picture) > 0) {
                faces.add(new TrueFace(shown.get(i).visit().person(), box, Math.max(0, visible)));
            }
        }
        return faces;
    }

    private double time(long frameNumber) {
        return (double) frameNumber / scenes.framesPerSecond();
    }

    private List<Shown> shown(double time) {
        List<Shown> shown = new ArrayList<>();
        for (Visit visit : visits) {
            Trajectory.Position position = visit.trajectory().at(time);
            if (position != null) {
                double step = STEP_HEIGHT * position.height() * Math.sin(5 * time + visit.phase());
                shown.add(
                        new Shown(
                                visit,
                                new Trajectory.Position(
                                        position.x(), position.y() + step, position.height())));
            }
        }
        return shown;
    }

    private Sprite cutOut(String portraitName) {
        Scenes.Portrait portrait = scenes.portraits().get(portraitName);
        try (Mat picture = picture(portrait.picture())) {
            return new Sprite(picture, portrait.face());
        }
    }

    private void paintBackdrop() {
        try (PointerScope scope = new PointerScope();
                Mat picture = picture(camera.backdrop());
                Mat colours = new Mat();
                Mat smooth = new Mat()) {
            resize(picture, colours, new Size(BACKDROP_DETAIL, BACKDROP_DETAIL), 0, 0, INTER_AREA);
            resize(colours, smooth, new Size(camera.width(), camera.height()), 0, 0, INTER_CUBIC);
            smooth.convertTo(backdrop, -1, BACKDROP_BRIGHTNESS, 0);
        }
    }

    private static Mat picture(String name) {
        try (BytePointer bytes = new BytePointer(SamplePortrait.bytes(name));
                Mat encoded = new Mat(bytes)) {
            return imdecode(encoded, IMREAD_COLOR);
        }
    }

    @Override
    public void close() {
        sprites.values().forEach(Sprite::close);
        backdrop.close();
        frame.close();
    }
}
