package io.countenance.lab.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtException;
import io.countenance.lab.network.NetworkInput;
import io.countenance.lab.network.ShuffleNetV2;

/** Proves that a model file computes what the network in DJL does. */
final class ParityGate {

    /** Largest difference of any logit or probability that passes. */
    static final double ALLOWED = 1e-4;

    private ParityGate() {}

    /**
     * Compares on coloured faces.
     *
     * @param rgb uint8 {@code [count, size, size, 3]}
     * @return the largest difference
     * @throws ParityException where it is not below {@link #ALLOWED}
     */
    static double check(
            OnnxModel model, NDManager manager, ShuffleNetV2 network, byte[] rgb, int count)
            throws OrtException {
        OnnxModel.Output actual = model.run(rgb, count);
        double difference = 0;
        try (NDManager arrays = manager.newSubManager()) {
            NDArray input =
                    NetworkInput.ofRgb(
                            arrays,
                            rgb,
                            count,
                            network.spec().inputSize(),
                            network.spec().colour());
            NDArray logits =
                    network.forward(new ParameterStore(arrays, false), new NDList(input), false)
                            .singletonOrThrow();
            difference = Math.max(difference, difference(logits, actual.logits()));
            difference = Math.max(difference, difference(logits.softmax(1), actual.distribution()));
        }
        if (!(difference < ALLOWED)) {
            throw new ParityException(difference, count);
        }
        return difference;
    }

    private static double difference(NDArray expected, float[][] actual) {
        float[] values = expected.toFloatArray();
        int columns = values.length / actual.length;
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            double difference = Math.abs(values[i] - actual[i / columns][i % columns]);
            if (!(difference <= largest)) {
                largest = difference;
            }
        }
        return largest;
    }
}
