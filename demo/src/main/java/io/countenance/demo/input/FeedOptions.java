package io.countenance.demo.input;

import io.countenance.connectors.publish.FrameReader;
import io.countenance.connectors.publish.FrameReaders;
import io.countenance.demo.sample.SampleVideo;
import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which frames the demo shows: its own sample, or the user's. */
public final class FeedOptions {

    private static final int MAX_CAMERA_ID = 128;

    @Option(
            names = "--video",
            paramLabel = "<file>",
            description =
                    "A video file instead of the sample. May be given again: each is a camera.")
    private List<Path> videos = new ArrayList<>();

    @Option(
            names = "--images",
            paramLabel = "<folder>",
            description =
                    "The JPEG and PNG files of a folder, by name, as a video. May be given again.")
    private List<Path> images = new ArrayList<>();

    @Option(
            names = "--images-fps",
            paramLabel = "<frames/s>",
            defaultValue = "10",
            description = "How fast the pictures of --images follow each other.")
    private double imagesFps;

    @Option(
            names = "--camera",
            paramLabel = "<number>",
            description =
                    "A camera of this machine, counted from 0. May be given again. Ctrl-C or --duration ends it.")
    private List<Integer> cameras = new ArrayList<>();

    @Option(
            names = "--rtsp",
            paramLabel = "<url>",
            description = "A network camera. May be given again. Ctrl-C or --duration ends it.")
    private List<String> streams = new ArrayList<>();

    @Option(
            names = "--duration",
            paramLabel = "<time>",
            defaultValue = "0s",
            description = "Ends the input after so much of it; 0s shows all.")
    private Duration duration;

    @Option(
            names = "--speed",
            paramLabel = "<factor>",
            defaultValue = "1",
            description =
                    "1 shows recordings as fast as they were taken, 2 twice as fast, 0 as fast as the machine can.")
    private double speed;

    @Option(
            names = "--jpeg-quality",
            paramLabel = "<1..100>",
            defaultValue = "90",
            description = "Of the frames that are published.")
    private int jpegQuality;

    /** Throws {@link InvalidOptionException} for values that break a rule. */
    public void check() {
        InvalidOptionException.check(
                imagesFps > 0 && imagesFps <= 1000,
                "--images-fps",
                imagesFps,
                "must be above 0, at most 1000",
                10);
        InvalidOptionException.check(
                !duration.isNegative(), "--duration", duration, "must not be negative", "30s");
        InvalidOptionException.check(
                speed >= 0 && speed <= 1000,
                "--speed",
                speed,
                "must be from 0 (as fast as possible) to 1000",
                1);
        InvalidOptionException.check(
                jpegQuality >= 1 && jpegQuality <= 100,
                "--jpeg-quality",
                jpegQuality,
                "must be from 1 to 100",
                90);
        if (wantsSample() && !SampleVideo.available()) {
            throw new InvalidOptionException(
                    "--video",
                    "none",
                    "this build has no sample video, since npm was missing when it was made; install npm and build again,"
                            + " or give --video, --images, --camera or --rtsp",
                    "my.mp4");
        }
    }

    private boolean wantsSample() {
        return videos.isEmpty() && images.isEmpty() && cameras.isEmpty() && streams.isEmpty();
    }

    /** Opens all of them. The caller closes their readers. */
    public List<CameraFeed> open() throws IOException {
        List<CameraFeed> feeds = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        try {
            if (wantsSample()) {
                for (String id : SampleVideo.cameraIds()) {
                    feeds.add(new CameraFeed(id, SampleVideo.open(id), false));
                }
            }
            for (Path video : videos) {
                feeds.add(feed(nameOf(video), FrameReaders.video(video), false, ids));
            }
            for (Path folder : images) {
                feeds.add(feed(nameOf(folder), FrameReaders.images(folder, imagesFps), false, ids));
            }
            for (int camera : cameras) {
                feeds.add(feed("camera-" + camera, FrameReaders.webcam(camera), true, ids));
            }
            for (int i = 0; i < streams.size(); i++) {
                feeds.add(
                        feed("stream-" + (i + 1), FrameReaders.stream(streams.get(i)), true, ids));
            }
        } catch (IOException | RuntimeException e) {
            for (CameraFeed feed : feeds) {
                feed.reader().close();
            }
            throw e;
        }
        return feeds;
    }

    private static CameraFeed feed(String name, FrameReader reader, boolean live, Set<String> ids) {
        String id = name;
        for (int i = 2; !ids.add(id); i++) {
            id = name + "-" + i;
        }
        return new CameraFeed(id, reader, live);
    }

    private static String nameOf(Path path) {
        String file = path.toAbsolutePath().normalize().getFileName().toString();
        String name = file.replaceFirst("(?<=.)\\.[^.]*$", "");
        return name.substring(0, Math.min(name.length(), MAX_CAMERA_ID - 8));
    }

    /** How the frames are to be sent. */
    public Pacing pacing() {
        return new Pacing(speed, duration, jpegQuality);
    }
}
