package io.countenance.job.frame;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.connectors.source.Sampling;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.quality.FaceQuality;
import java.util.List;

/**
 * Frames as the models leave them: two persons who walk towards each other at different heights.
 */
public final class TestFrames {

    private static final String[] LABELS = {"neutral", "happiness"};

    private TestFrames() {}

    /** A frame with a sequence number of its own. */
    public static FrameFaces numbered(String camera, long number, long captureTime) {
        return frame(camera, number, IngestedFrame.NO_HASH, captureTime);
    }

    /** A frame without: the number is the Kafka offset. */
    public static FrameFaces unnumbered(
            String camera, long offset, long contentHash, long captureTime) {
        return frame(camera, offset, contentHash, captureTime);
    }

    private static FrameFaces frame(
            String camera, long number, long contentHash, long captureTime) {
        return new FrameFaces(
                camera,
                number,
                contentHash,
                captureTime,
                640,
                480,
                List.of(face(50 + 3 * (number % 100), 50), face(500 - 3 * (number % 100), 260)),
                LABELS,
                "model@0123456789ab",
                new FrameOrigin("video-frames", 0, number),
                Sampling.NONE,
                null);
    }

    private static FaceReading face(float x, float y) {
        return new FaceReading(
                new Box(x, y, 80, 90),
                0.95f,
                new FaceQuality(0.8f, 100, 80, Float.NaN, Float.NaN),
                new float[] {0.25f, 0.75f});
    }
}
