package io.countenance.vision.expression;

/**
 * Reads expressions off face crops. All that are open in one process on the same file and device
 * share one session; each is closed by whoever opened it, the last one frees the session. One
 * thread at a time may use an instance.
 */
public final class ExpressionModel implements AutoCloseable {

    private ExpressionModel() {}

    /** Opens a model and checks its contract. */
    public static ExpressionModel open(ExpressionModelOptions options) {
        throw new UnsupportedOperationException("contract only");
    }

    /** Reads a model's contract without keeping it open. */
    public static ModelContract readContract(ExpressionModelOptions options) {
        throw new UnsupportedOperationException("contract only");
    }

    /** What the file says of itself. */
    public ModelContract contract() {
        throw new UnsupportedOperationException("contract only");
    }

    /**
     * Classifies faces. The result for a face does not depend on the others in the call.
     *
     * @param crops uint8 RGB {@code [count, size, size, 3]}
     * @param count how many faces, 0 or more
     * @return probabilities {@code [count][labels]}, each row's sum 1
     */
    public float[][] classify(byte[] crops, int count) {
        throw new UnsupportedOperationException("contract only");
    }

    @Override
    public void close() {}
}
