package io.countenance.vision.detect;

import io.countenance.vision.inference.Device;
import java.io.Serializable;

/**
 * How faces are looked for.
 *
 * @param model {@code default} (UltraFace; Haar where the build had no npm), {@code haar}, or the
 *     path of an ONNX file of the UltraFace, YuNet or SCRFD family
 * @param inputSize longest side the picture is scaled down to before detection, px; never scaled
 *     up, and further down where {@code minFaceSize} leaves room: the smallest face that is wanted
 *     keeps 20 px
 * @param minScore least certainty, 0 to 1
 * @param minFaceSize shortest side of a box that is kept, px of the original picture
 * @param device where the detector runs
 * @param threads threads inside one detection, 1 or more
 */
public record DetectorOptions(
        String model, int inputSize, float minScore, int minFaceSize, Device device, int threads)
        implements Serializable {

    /** The value of {@code model} for the shipped network. */
    public static final String DEFAULT_MODEL = "default";

    /** The value of {@code model} for OpenCV's Haar cascade. */
    public static final String HAAR_MODEL = "haar";

    private static final int LEAST_INPUT = 64;

    /**
     * Shorter side of a face, px of a network's input, from which it is surely found. On real
     * pictures scaled to nine sizes the shipped network found all of 970 faces from 16 px up, 98.8
     * % of those of 12 to 16 px and 86 % of smaller ones; the rest is margin.
     */
    private static final int SURE_FACE = 20;

    /** Checks the ranges. */
    public DetectorOptions {
        require(!model.isBlank(), "model", model, "must be 'default', 'haar' or an ONNX file");
        require(
                inputSize >= LEAST_INPUT && inputSize <= 4096,
                "input size",
                inputSize,
                "must be from 64 to 4096 px");
        require(minScore >= 0 && minScore <= 1, "least score", minScore, "must be from 0 to 1");
        require(minFaceSize >= 1, "least face size", minFaceSize, "must be at least 1 px");
        require(threads >= 1, "thread count", threads, "must be at least 1");
    }

    private static void require(boolean holds, String what, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "the detector's %s '%s' is not allowed: it %s".formatted(what, value, rule));
        }
    }

    /**
     * The shipped detector at 640 px and score 0.65, faces from 32 px, one thread, wherever it runs
     * best.
     */
    public static DetectorOptions defaults() {
        return new DetectorOptions(DEFAULT_MODEL, 640, 0.65f, 32, Device.AUTO, 1);
    }

    /**
     * Longest side that a picture is scaled down to for a network, px: no more than it takes to
     * find the smallest face that is wanted, and no more than {@code inputSize}.
     *
     * @param width of the picture, px
     * @param height of the picture, px
     */
    int longestSide(int width, int height) {
        long enough = (long) Math.max(width, height) * SURE_FACE / minFaceSize;
        return (int) Math.min(inputSize, Math.max(LEAST_INPUT, enough));
    }
}
