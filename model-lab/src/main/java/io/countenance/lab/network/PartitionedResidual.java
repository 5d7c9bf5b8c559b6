package io.countenance.lab.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;

/**
 * The paper's PDWRes: the map after the first pooling is cut into four quadrants, each goes through
 * depthwise convolutions of its own, and the four are put together again for a sum with stage 2's
 * output. So eyes and mouth, which lie in different quadrants, get filters of their own.
 */
public final class PartitionedResidual extends MapBlock {

    private final int filters;
    private final List<List<ConvolutionNorm>> quadrants = new ArrayList<>();

    PartitionedResidual(int inputChannels, int filters) {
        this.filters = filters;
        for (String name : List.of("topLeft", "topRight", "bottomLeft", "bottomRight")) {
            quadrants.add(
                    List.of(
                            addChildBlock(
                                    name + "Halve",
                                    new ConvolutionNorm(
                                            new ConvolutionShape(filters, 3, 2, 1, inputChannels),
                                            ActivationFunction.RELU6)),
                            addChildBlock(
                                    name + "Refine",
                                    new ConvolutionNorm(
                                            ConvolutionShape.depthwise(filters, 1),
                                            ActivationFunction.RELU6))));
        }
    }

    /** The two convolutions of each quadrant: top left, top right, bottom left, bottom right. */
    public List<List<ConvolutionNorm>> quadrants() {
        return List.copyOf(quadrants);
    }

    @Override
    NDArray forward(ParameterStore parameters, NDArray input, boolean training) {
        long half = input.getShape().get(2) / 2;
        NDArray[] parts = new NDArray[4];
        for (int i = 0; i < 4; i++) {
            long top = i / 2 * half;
            long left = i % 2 * half;
            NDArray part =
                    input.get(
                            new NDIndex(":, :, {}:{}, {}:{}", top, top + half, left, left + half));
            parts[i] = forwardChain(quadrants.get(i), parameters, part, training);
        }
        return parts[0].concat(parts[1], 3).concat(parts[2].concat(parts[3], 3), 2);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return new Shape[] {new Shape(input.get(0), filters, input.get(2) / 2, input.get(3) / 2)};
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        Shape input = inputShapes[0];
        Shape part = new Shape(input.get(0), input.get(1), input.get(2) / 2, input.get(3) / 2);
        for (List<ConvolutionNorm> quadrant : quadrants) {
            initializeChain(manager, dataType, quadrant, part);
        }
    }
}
