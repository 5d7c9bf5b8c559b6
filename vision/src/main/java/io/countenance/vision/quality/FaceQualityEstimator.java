package io.countenance.vision.quality;

import io.countenance.vision.detect.DetectedFace;

/** Judges faces. One thread at a time. */
public final class FaceQualityEstimator implements AutoCloseable {

    /** Judges a face by its crop: RGB {@code [size, size, 3]} in {@code crops} from {@code offset}. */
    public FaceQuality estimate(byte[] crops, int offset, int size, DetectedFace face) {
        throw new UnsupportedOperationException("contract only");
    }

    @Override
    public void close() {}
}
