package io.countenance.lab.evaluate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import io.countenance.lab.data.Colour;
import io.countenance.lab.network.FaceNetwork;
import io.countenance.lab.network.NetworkInput;

/** Scores with a network in DJL. Does not own the network. */
public final class NetworkScorer implements FaceScorer {

    private final NDManager manager;
    private final FaceNetwork network;

    /** Scores with {@code network}, whose weights lie in {@code manager}. */
    public NetworkScorer(NDManager manager, FaceNetwork network) {
        this.manager = manager;
        this.network = network;
    }

    @Override
    public int inputSize() {
        return network.spec().inputSize();
    }

    @Override
    public Colour colour() {
        return network.spec().colour();
    }

    @Override
    public float[][] score(byte[] pixels, int count) {
        try (NDManager batch = manager.newSubManager()) {
            return rows(logits(batch, pixels, count).softmax(1).toFloatArray(), count);
        }
    }

    /** Logits {@code [count][labels]} of uint8 {@code [count, size, size, channels]}. */
    public float[][] logits(byte[] pixels, int count) {
        try (NDManager batch = manager.newSubManager()) {
            return rows(logits(batch, pixels, count).toFloatArray(), count);
        }
    }

    private NDArray logits(NDManager batch, byte[] pixels, int count) {
        NDArray input = NetworkInput.of(batch, pixels, count, inputSize(), colour());
        return network.forward(new ParameterStore(batch, false), new NDList(input), false)
                .singletonOrThrow();
    }

    private static float[][] rows(float[] values, int count) {
        int columns = values.length / count;
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = java.util.Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
        }
        return rows;
    }

    @Override
    public void close() {}
}
