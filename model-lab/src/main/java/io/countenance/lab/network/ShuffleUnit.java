package io.countenance.lab.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;

/**
 * A unit of ShuffleNet-V2 (Ma et al., ECCV 2018, figure 3 c and d). With stride 1 half of the
 * channels pass by; with stride 2 both branches see all channels and halve the picture.
 */
public final class ShuffleUnit extends MapBlock {

    private final int stride;
    private final int branchChannels;
    private final List<ConvolutionNorm> shortcut;
    private final List<ConvolutionNorm> branch;

    ShuffleUnit(int inputChannels, int outputChannels, int stride) {
        this.stride = stride;
        branchChannels = outputChannels / 2;
        shortcut =
                stride == 1
                        ? List.of()
                        : List.of(
                                addChildBlock(
                                        "shortcutDepthwise",
                                        new ConvolutionNorm(
                                                ConvolutionShape.depthwise(inputChannels, stride),
                                                ActivationFunction.NONE)),
                                addChildBlock(
                                        "shortcutPointwise",
                                        new ConvolutionNorm(
                                                ConvolutionShape.pointwise(branchChannels),
                                                ActivationFunction.RELU)));
        branch =
                List.of(
                        addChildBlock(
                                "reduce",
                                new ConvolutionNorm(
                                        ConvolutionShape.pointwise(branchChannels),
                                        ActivationFunction.RELU)),
                        addChildBlock(
                                "depthwise",
                                new ConvolutionNorm(
                                        ConvolutionShape.depthwise(branchChannels, stride),
                                        ActivationFunction.NONE)),
                        addChildBlock(
                                "expand",
                                new ConvolutionNorm(
                                        ConvolutionShape.pointwise(branchChannels),
                                        ActivationFunction.RELU)));
    }

    /** 1, or 2 where the picture is halved. */
    public int stride() {
        return stride;
    }

    /** Channels of each branch: half of the unit's output. */
    public int branchChannels() {
        return branchChannels;
    }

    /** The convolutions of the first half of the output, none with stride 1. */
    public List<ConvolutionNorm> shortcut() {
        return shortcut;
    }

    /** The convolutions of the second half of the output. */
    public List<ConvolutionNorm> branch() {
        return branch;
    }

    @Override
    NDArray forward(ParameterStore parameters, NDArray input, boolean training) {
        NDArray first = input;
        NDArray second = input;
        if (stride == 1) {
            NDList halves = input.split(2, 1);
            first = halves.get(0);
            second = halves.get(1);
        }
        first = forwardChain(shortcut, parameters, first, training);
        second = forwardChain(branch, parameters, second, training);
        return ChannelShuffle.join(first, second);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return new Shape[] {
            new Shape(
                    input.get(0),
                    2L * branchChannels,
                    (input.get(2) + stride - 1) / stride,
                    (input.get(3) + stride - 1) / stride)
        };
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        Shape input = inputShapes[0];
        Shape branchInput =
                stride == 1
                        ? new Shape(input.get(0), branchChannels, input.get(2), input.get(3))
                        : input;
        initializeChain(manager, dataType, shortcut, branchInput);
        initializeChain(manager, dataType, branch, branchInput);
    }
}
