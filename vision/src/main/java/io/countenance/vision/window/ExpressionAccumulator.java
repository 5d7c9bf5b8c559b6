package io.countenance.vision.window;

/**
 * Sums over a window's observations of one person. Size does not grow with them. Mutable; Flink
 * checkpoints it as a POJO (public no-argument constructor, getters and setters or public fields).
 */
public final class ExpressionAccumulator {

    /** Adds an observation; observations come in order of capture time but for late ones. */
    public void add(
            String[] labels,
            long captureTime,
            float[] distribution,
            float quality,
            String modelId) {
        throw new UnsupportedOperationException("contract only");
    }

    /** Adds all of {@code other}, which is left as it was. */
    public void merge(ExpressionAccumulator other) {
        throw new UnsupportedOperationException("contract only");
    }

    public boolean isEmpty() {
        throw new UnsupportedOperationException("contract only");
    }

    public ExpressionSummary summarise() {
        throw new UnsupportedOperationException("contract only");
    }
}
