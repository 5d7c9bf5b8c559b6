package io.countenance.lab.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;

/**
 * A unit of ResNet (He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, figure
 * 5): two 3×3 convolutions, or a bottleneck 1×1, 3×3, 1×1 of which the 3×3 has the stride. The
 * input is added, by a 1×1 projection where the shape changes, before the last activation.
 */
public final class ResidualUnit extends MapBlock {

    /** A bottleneck's output has so many times the channels of its 3×3 convolution. */
    static final int EXPANSION = 4;

    private final int outputChannels;
    private final int stride;
    private final List<ConvolutionNorm> branch;
    private final List<ConvolutionNorm> projection;

    private ResidualUnit(
            int inputChannels, int outputChannels, int stride, List<ConvolutionNorm> branch) {
        this.outputChannels = outputChannels;
        this.stride = stride;
        this.branch = branch;
        for (int i = 0; i < branch.size(); i++) {
            addChildBlock("convolution" + (i + 1), branch.get(i));
        }
        projection =
                inputChannels == outputChannels && stride == 1
                        ? List.of()
                        : List.of(
                                addChildBlock(
                                        "projection",
                                        new ConvolutionNorm(
                                                new ConvolutionShape(
                                                        outputChannels, 1, stride, 0, 1),
                                                ActivationFunction.NONE)));
    }

    /** Two 3×3 convolutions. */
    static ResidualUnit basic(int inputChannels, int channels, int stride) {
        return new ResidualUnit(
                inputChannels,
                channels,
                stride,
                List.of(
                        new ConvolutionNorm(
                                new ConvolutionShape(channels, 3, stride, 1, 1),
                                ActivationFunction.RELU),
                        new ConvolutionNorm(
                                new ConvolutionShape(channels, 3, 1, 1, 1),
                                ActivationFunction.NONE)));
    }

    /** 1×1, 3×3, 1×1; the output has {@link #EXPANSION} times the channels. */
    static ResidualUnit bottleneck(int inputChannels, int channels, int stride) {
        return new ResidualUnit(
                inputChannels,
                EXPANSION * channels,
                stride,
                List.of(
                        new ConvolutionNorm(
                                ConvolutionShape.pointwise(channels), ActivationFunction.RELU),
                        new ConvolutionNorm(
                                new ConvolutionShape(channels, 3, stride, 1, 1),
                                ActivationFunction.RELU),
                        new ConvolutionNorm(
                                ConvolutionShape.pointwise(EXPANSION * channels),
                                ActivationFunction.NONE)));
    }

    @Override
    NDArray forward(ParameterStore parameters, NDArray input, boolean training) {
        NDArray residual = forwardChain(branch, parameters, input, training);
        NDArray shortcut = forwardChain(projection, parameters, input, training);
        return ActivationFunction.RELU.apply(residual.add(shortcut));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return new Shape[] {
            new Shape(
                    input.get(0),
                    outputChannels,
                    (input.get(2) + stride - 1) / stride,
                    (input.get(3) + stride - 1) / stride)
        };
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        initializeChain(manager, dataType, branch, inputShapes[0]);
        initializeChain(manager, dataType, projection, inputShapes[0]);
    }
}
