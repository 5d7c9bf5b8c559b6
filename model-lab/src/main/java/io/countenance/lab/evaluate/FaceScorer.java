package io.countenance.lab.evaluate;

import io.countenance.lab.data.Colour;

/** Anything that gives distributions for faces. Not safe for several threads. */
public interface FaceScorer extends AutoCloseable {

    /** Side of the square input, px. */
    int inputSize();

    /** What it sees: one byte a pixel or three. */
    Colour colour();

    /**
     * Scores faces.
     *
     * @param pixels uint8 {@code [count, inputSize, inputSize, channels]} in its {@link #colour}
     * @param count how many faces
     * @return probabilities {@code [count][labels]}
     */
    float[][] score(byte[] pixels, int count);

    @Override
    void close();
}
