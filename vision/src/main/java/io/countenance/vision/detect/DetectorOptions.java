package io.countenance.vision.detect;

import io.countenance.vision.inference.Device;

/**
 * How faces are looked for.
 *
 * @param model {@code default} (UltraFace; Haar where the build had no npm), {@code haar}, or the path of an ONNX file of
 *     the UltraFace, YuNet or SCRFD family
 * @param inputSize longest side the picture is scaled down to before detection, px; never scaled up
 * @param minScore least certainty, 0 to 1
 * @param minFaceSize shortest side of a box that is kept, px of the original picture
 * @param device where the detector runs
 * @param threads threads inside one detection, 1 or more
 */
public record DetectorOptions(
        String model, int inputSize, float minScore, int minFaceSize, Device device, int threads) implements java.io.Serializable {

    /** The shipped detector at 640 px and score 0.65, faces from 16 px, one thread, wherever it runs best. */
    public static DetectorOptions defaults() {
        return new DetectorOptions("default", 640, 0.65f, 16, Device.AUTO, 1);
    }
}
