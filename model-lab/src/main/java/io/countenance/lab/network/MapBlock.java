package io.countenance.lab.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block with one input and one output array. Not safe for several threads in training. */
public abstract class MapBlock extends AbstractBlock {

    MapBlock() {}

    abstract NDArray forward(ParameterStore parameters, NDArray input, boolean training);

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameters,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> extras) {
        return new NDList(forward(parameters, inputs.singletonOrThrow(), training));
    }

    /** One block after the other. */
    static NDArray forwardChain(
            List<? extends MapBlock> chain,
            ParameterStore parameters,
            NDArray input,
            boolean training) {
        NDArray map = input;
        for (MapBlock block : chain) {
            map = block.forward(parameters, map, training);
        }
        return map;
    }

    /**
     * Initialises blocks that follow one another and returns the shape of the last one's output.
     */
    static Shape initializeChain(
            NDManager manager, DataType dataType, List<? extends MapBlock> chain, Shape input) {
        Shape current = input;
        for (MapBlock block : chain) {
            block.initialize(manager, dataType, current);
            current = block.getOutputShapes(new Shape[] {current})[0];
        }
        return current;
    }
}
