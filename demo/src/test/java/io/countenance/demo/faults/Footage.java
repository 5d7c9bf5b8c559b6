package io.countenance.demo.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.countenance.connectors.publish.Frame;
import io.countenance.connectors.publish.JpegEncoder;
import io.countenance.demo.sample.SampleVideo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What three cameras filmed: persons who come, cross and go, 12 frames a second each. The same
 * frames on every call.
 */
final class Footage {

    /** Today's, since the broker soon deletes what is older than a week. */
    static final long START = Instant.now().truncatedTo(ChronoUnit.DAYS).toEpochMilli();

    static final long FRAME_MILLIS = 83;
    private static final int WIDTH = 320;

    private Footage() {}

    /** So many frames of each camera, in order of capture time. */
    static List<CameraFrame> inOrder(int framesPerCamera) {
        assumeThat(SampleVideo.available())
                .describedAs("needs the sample pictures, which the build fetches with npm")
                .isTrue();
        Map<String, SampleVideo> videos = new TreeMap<>();
        videos.put("entrance", SampleVideo.open("entrance"));
        videos.put("lounge", SampleVideo.open("lounge"));
        videos.put("room", SampleVideo.room(WIDTH, WIDTH * 3 / 4, 3));
        List<CameraFrame> frames = new ArrayList<>();
        try (JpegEncoder encoder = new JpegEncoder(85, WIDTH)) {
            for (int number = 0; number < framesPerCamera; number++) {
                for (Map.Entry<String, SampleVideo> camera : videos.entrySet()) {
                    Frame frame = camera.getValue().next();
                    frames.add(
                            new CameraFrame(
                                    camera.getKey(),
                                    number,
                                    START + number * FRAME_MILLIS,
                                    encoder.encode(frame.image()).bytes()));
                }
            }
        } finally {
            videos.values().forEach(SampleVideo::close);
        }
        return frames;
    }

    /**
     * The same as a bad network brings them: some damaged, some twice, some late, some too late,
     * two of a clock that is wrong.
     */
    static List<CameraFrame> troubled(List<CameraFrame> good) {
        List<CameraFrame> frames = new ArrayList<>();
        for (int i = 0; i < good.size(); i++) {
            CameraFrame frame = good.get(i);
            if (i % 17 == 3) {
                byte[] half = Arrays.copyOf(frame.image(), frame.image().length / 2);
                byte[] image = i % 2 == 0 ? half : "no picture".getBytes(UTF_8);
                frames.add(at(frame, frame.captureTime(), image));
            } else if (i % 29 == 5) {
                frames.add(at(frame, frame.captureTime() - 600, frame.image()));
            } else if (i % 31 == 9) {
                frames.add(at(frame, frame.captureTime() - 2000, frame.image()));
            } else if (i % 101 == 50) {
                frames.add(at(frame, frame.captureTime() + 3_600_000, frame.image()));
            } else {
                frames.add(frame);
            }
            if (i % 23 == 7) {
                frames.add(frame);
            }
        }
        return frames;
    }

    /** Each camera's frames out of order by less than {@code millis}. */
    static List<CameraFrame> shuffled(List<CameraFrame> frames, long millis, long seed) {
        Random random = new Random(seed);
        Map<CameraFrame, Long> arrival = new IdentityHashMap<>();
        frames.forEach(frame -> arrival.put(frame, frame.captureTime() + random.nextLong(millis)));
        List<CameraFrame> shuffled = new ArrayList<>(frames);
        Collections.shuffle(shuffled, random);
        shuffled.sort(Comparator.comparing(arrival::get));
        return shuffled;
    }

    private static CameraFrame at(CameraFrame frame, long captureTime, byte[] image) {
        return new CameraFrame(frame.cameraId(), frame.number(), captureTime, image);
    }
}
