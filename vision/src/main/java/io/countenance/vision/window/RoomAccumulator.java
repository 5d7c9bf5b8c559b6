package io.countenance.vision.window;

/**
 * Sums over a window's observations of all persons before a camera; one {@link
 * ExpressionAccumulator} a person. Mutable POJO.
 */
public final class RoomAccumulator {

    /** Adds an observation of a person. */
    public void add(
            long personId,
            String[] labels,
            long captureTime,
            float[] distribution,
            float quality,
            String modelId) {
        throw new UnsupportedOperationException("contract only");
    }

    /** Adds all of {@code other}, which is left as it was. */
    public void merge(RoomAccumulator other) {
        throw new UnsupportedOperationException("contract only");
    }

    /** How many persons were seen. */
    public int persons() {
        throw new UnsupportedOperationException("contract only");
    }

    public RoomSummary summarise() {
        throw new UnsupportedOperationException("contract only");
    }
}
