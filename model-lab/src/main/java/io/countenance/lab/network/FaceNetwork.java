package io.countenance.lab.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.pooling.Pool;
import ai.djl.util.Pair;

/**
 * A network that tells expressions apart. Input float {@code [N, 3, S, S]}, normalised; output
 * logits {@code [N, classes]}. Not safe for several threads in training.
 */
public abstract sealed class FaceNetwork extends MapBlock permits ShuffleNetV2, ResNet {

    private final NetworkSpec spec;

    FaceNetwork(NetworkSpec spec) {
        this.spec = spec;
    }

    /** Builds the network that the spec describes; {@link #initialize} gives it weights. */
    public static FaceNetwork of(NetworkSpec spec) {
        return spec.variant().family() == Variant.Family.RESNET
                ? new ResNet(spec)
                : new ShuffleNetV2(spec);
    }

    /** What it was built from. */
    public NetworkSpec spec() {
        return spec;
    }

    /** Gives new weights (He initialisation from the engine's random generator). */
    public void initialize(NDManager manager) {
        initialize(manager, DataType.FLOAT32, new Shape(1, 3, spec.inputSize(), spec.inputSize()));
    }

    /** Trained numbers, once initialised: weights, biases, scales and shifts of batch norms. */
    public long trainedParameters() {
        long count = 0;
        for (Pair<String, Parameter> parameter : getParameters()) {
            Parameter.Type type = parameter.getValue().getType();
            if (type != Parameter.Type.RUNNING_MEAN && type != Parameter.Type.RUNNING_VAR) {
                count += parameter.getValue().getArray().size();
            }
        }
        return count;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), spec.classes())};
    }

    /** Side of the map before the output: a 32nd of the input's, rounded up. */
    static int finalMapSide(int inputSize) {
        return (inputSize + 31) / 32;
    }

    /** The pooling after the first convolution: 3×3, stride 2, padding 1. */
    static NDArray pool(NDArray map) {
        return Pool.maxPool2d(map, new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false);
    }

    static Shape pooled(Shape map) {
        return new Shape(map.get(0), map.get(1), (map.get(2) + 1) / 2, (map.get(3) + 1) / 2);
    }
}
