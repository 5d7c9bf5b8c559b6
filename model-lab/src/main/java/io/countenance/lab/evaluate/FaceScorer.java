package io.countenance.lab.evaluate;

/** Anything that gives distributions for faces. Not safe for several threads. */
public interface FaceScorer extends AutoCloseable {

    /** Side of the square input, px. */
    int inputSize();

    /**
     * Scores faces.
     *
     * @param grey uint8 {@code [count, inputSize, inputSize]}
     * @param count how many faces
     * @return probabilities {@code [count][labels]}
     */
    float[][] score(byte[] grey, int count);

    @Override
    void close();
}
