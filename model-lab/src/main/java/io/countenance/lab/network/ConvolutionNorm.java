package io.countenance.lab.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;

/**
 * A convolution without bias, its batch norm and an activation: what export folds into one node.
 */
public final class ConvolutionNorm extends MapBlock {

    static final float EPSILON = 1e-5f;

    private final ConvolutionShape shape;
    private final ActivationFunction activation;
    private final Conv2d convolution;
    private final BatchNorm norm;

    ConvolutionNorm(ConvolutionShape shape, ActivationFunction activation) {
        this.shape = shape;
        this.activation = activation;
        convolution =
                addChildBlock(
                        "convolution",
                        Conv2d.builder()
                                .setFilters(shape.filters())
                                .setKernelShape(new Shape(shape.kernel(), shape.kernel()))
                                .optStride(new Shape(shape.stride(), shape.stride()))
                                .optPadding(new Shape(shape.padding(), shape.padding()))
                                .optGroups(shape.groups())
                                .optBias(false)
                                .build());
        norm =
                addChildBlock(
                        "norm", BatchNorm.builder().optEpsilon(EPSILON).optMomentum(0.9f).build());
    }

    /** The geometry. */
    public ConvolutionShape shape() {
        return shape;
    }

    /** What follows the batch norm. */
    public ActivationFunction activation() {
        return activation;
    }

    /** The convolution with the batch norm's running statistics folded in. */
    public FoldedConvolution fold() {
        return FoldedConvolution.of(
                convolution.getDirectParameters().get("weight").getArray().toFloatArray(),
                norm.getDirectParameters().get("gamma").getArray().toFloatArray(),
                norm.getDirectParameters().get("beta").getArray().toFloatArray(),
                norm.getDirectParameters().get("runningMean").getArray().toFloatArray(),
                norm.getDirectParameters().get("runningVar").getArray().toFloatArray(),
                EPSILON);
    }

    @Override
    NDArray forward(ParameterStore parameters, NDArray input, boolean training) {
        NDList convolved = convolution.forward(parameters, new NDList(input), training);
        return activation.apply(norm.forward(parameters, convolved, training).singletonOrThrow());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return convolution.getOutputShapes(inputShapes);
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        convolution.initialize(manager, dataType, inputShapes);
        norm.initialize(manager, dataType, convolution.getOutputShapes(inputShapes));
    }
}
