package io.countenance.lab.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import org.jspecify.annotations.Nullable;

/**
 * What turns the last map into logits. Either the paper's output module (pooling to 3×3, depthwise
 * 3×3 to 1×1, batch norm, Mish, dropout, pointwise convolution with bias) or, without it, global
 * average pooling, dropout and the same linear map.
 */
public final class OutputModule extends MapBlock {

    private final FixedPooling pooling;
    private final @Nullable ConvolutionNorm depthwise;
    private final Dropout dropout;
    private final Linear classifier;

    OutputModule(boolean weighted, int channels, int mapSide, int classes, float dropoutRate) {
        pooling = weighted ? FixedPooling.toThreeByThree(mapSide) : new FixedPooling(mapSide, 1, 0);
        depthwise =
                weighted
                        ? addChildBlock(
                                "depthwise",
                                new ConvolutionNorm(
                                        new ConvolutionShape(channels, 3, 1, 0, channels),
                                        ActivationFunction.MISH))
                        : null;
        dropout = addChildBlock("dropout", Dropout.builder().optRate(dropoutRate).build());
        classifier = addChildBlock("classifier", Linear.builder().setUnits(classes).build());
        // Near-equal probabilities at first: larger weights cost the first epoch.
        classifier.setInitializer(new NormalInitializer(0.01f), Parameter.Type.WEIGHT);
    }

    /** How the last map is pooled first. */
    public FixedPooling pooling() {
        return pooling;
    }

    /** The depthwise convolution to 1×1, null where there is only average pooling. */
    public @Nullable ConvolutionNorm depthwise() {
        return depthwise;
    }

    /** Weights {@code [classes, channels]} of the last, linear map. */
    public float[] classifierWeights() {
        return classifier.getDirectParameters().get("weight").getArray().toFloatArray();
    }

    /** Bias {@code [classes]} of the last, linear map. */
    public float[] classifierBias() {
        return classifier.getDirectParameters().get("bias").getArray().toFloatArray();
    }

    @Override
    NDArray forward(ParameterStore parameters, NDArray input, boolean training) {
        NDArray map = input;
        if (!pooling.isIdentity()) {
            map =
                    Pool.avgPool2d(
                            map,
                            new Shape(pooling.kernel(), pooling.kernel()),
                            new Shape(pooling.stride(), pooling.stride()),
                            new Shape(pooling.padding(), pooling.padding()),
                            false,
                            true);
        }
        if (depthwise != null) {
            map = depthwise.forward(parameters, map, training);
        }
        NDArray features = map.reshape(map.getShape().get(0), map.getShape().get(1));
        NDList kept = dropout.forward(parameters, new NDList(features), training);
        return classifier.forward(parameters, kept, training).singletonOrThrow();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return classifier.getOutputShapes(new Shape[] {new Shape(input.get(0), input.get(1))});
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        Shape input = inputShapes[0];
        if (depthwise != null) {
            depthwise.initialize(manager, dataType, new Shape(input.get(0), input.get(1), 3, 3));
        }
        Shape features = new Shape(input.get(0), input.get(1));
        dropout.initialize(manager, dataType, features);
        classifier.initialize(manager, dataType, features);
    }
}
