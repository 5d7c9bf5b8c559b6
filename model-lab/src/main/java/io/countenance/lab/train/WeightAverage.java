package io.countenance.lab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import io.countenance.lab.network.FaceNetwork;

/**
 * Keeps a second network's weights (and batch norm statistics) at the exponential moving average of
 * the first one's. Early on the decay is smaller, (1 + t) / (10 + t), so that the first, random
 * weights are soon forgotten.
 */
final class WeightAverage {

    private final ParameterList source;
    private final ParameterList average;
    private final float decay;

    WeightAverage(FaceNetwork source, FaceNetwork average, float decay) {
        this.source = source.getParameters();
        this.average = average.getParameters();
        this.decay = decay;
    }

    /** Moves the average after step {@code step}, counted from 0. Call it within an NDScope. */
    void update(long step) {
        float kept = Math.min(decay, (1f + step) / (10f + step));
        for (int i = 0; i < source.size(); i++) {
            Parameter from = source.valueAt(i);
            NDArray into = average.valueAt(i).getArray();
            into.muli(kept).addi(from.getArray().mul(1 - kept));
        }
    }
}
