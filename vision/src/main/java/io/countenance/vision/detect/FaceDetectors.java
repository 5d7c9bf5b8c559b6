package io.countenance.vision.detect;

/** Opens detectors. */
public final class FaceDetectors {

    private FaceDetectors() {}

    /** Opens the detector that {@code options.model()} names; the caller closes it. */
    public static FaceDetector open(DetectorOptions options) {
        throw new UnsupportedOperationException("contract only");
    }
}
