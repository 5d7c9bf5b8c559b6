package io.countenance.benchmarks.expression;

import ai.onnxruntime.OrtException;

/** Gives distributions for crops, as the job needs them. Close it to free the model. */
interface FaceClassifier extends AutoCloseable {

    /**
     * Classifies.
     *
     * @param crops uint8 RGB {@code [count, size, size, 3]}
     * @return probabilities {@code [count][labels]}
     */
    float[][] classify(byte[] crops, int count) throws OrtException;

    @Override
    void close() throws OrtException;
}
