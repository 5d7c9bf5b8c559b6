package io.countenance.lab.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ShuffleNet-V2 with channels 29, 116, 232, 464, 1024 and, by variant, the paper's partitioned
 * residual and output module. Input float {@code [N, 3, S, S]}, normalised; output logits {@code
 * [N, classes]}. Not safe for several threads in training.
 */
public final class ShuffleNetV2 extends FaceNetwork {

    private static final int STEM_CHANNELS = 29;
    private static final int[] STAGE_CHANNELS = {116, 232, 464};
    private static final int[] STAGE_UNITS = {4, 8, 4};
    private static final int LAST_CHANNELS = 1024;

    private final ConvolutionNorm stem;
    private final @Nullable PartitionedResidual residual;
    private final List<List<ShuffleUnit>> stages = new ArrayList<>();
    private final ConvolutionNorm last;
    private final OutputModule output;

    /** Builds the network; {@link #initialize} gives it weights. */
    public ShuffleNetV2(NetworkSpec spec) {
        super(spec);
        stem =
                addChildBlock(
                        "stem",
                        new ConvolutionNorm(
                                new ConvolutionShape(STEM_CHANNELS, 3, 2, 1, 1),
                                ActivationFunction.RELU));
        residual =
                spec.variant().partitionedResidual()
                        ? addChildBlock(
                                "residual",
                                new PartitionedResidual(STEM_CHANNELS, STAGE_CHANNELS[0]))
                        : null;
        int channels = STEM_CHANNELS;
        for (int stage = 0; stage < STAGE_CHANNELS.length; stage++) {
            List<ShuffleUnit> units = new ArrayList<>();
            for (int unit = 0; unit < STAGE_UNITS[stage]; unit++) {
                units.add(
                        addChildBlock(
                                "stage%dUnit%d".formatted(stage + 2, unit + 1),
                                new ShuffleUnit(
                                        channels, STAGE_CHANNELS[stage], unit == 0 ? 2 : 1)));
                channels = STAGE_CHANNELS[stage];
            }
            stages.add(List.copyOf(units));
        }
        last =
                addChildBlock(
                        "last",
                        new ConvolutionNorm(
                                ConvolutionShape.pointwise(LAST_CHANNELS),
                                ActivationFunction.RELU));
        output =
                addChildBlock(
                        "output",
                        new OutputModule(
                                spec.variant().outputModule(),
                                LAST_CHANNELS,
                                finalMapSide(spec.inputSize()),
                                spec.classes(),
                                spec.dropout()));
    }

    /** The first convolution, before the max pooling (3×3, stride 2, padding 1). */
    public ConvolutionNorm stem() {
        return stem;
    }

    /** The partitioned residual around stage 2, null where the variant has none. */
    public @Nullable PartitionedResidual residual() {
        return residual;
    }

    /** The units of stages 2, 3 and 4. */
    public List<List<ShuffleUnit>> stages() {
        return List.copyOf(stages);
    }

    /** The pointwise convolution before the output module. */
    public ConvolutionNorm last() {
        return last;
    }

    /** The last part. */
    public OutputModule output() {
        return output;
    }

    @Override
    NDArray forward(ParameterStore parameters, NDArray input, boolean training) {
        NDArray map = stem.forward(parameters, input, training);
        NDArray pooled = pool(map);
        map = pooled;
        for (int stage = 0; stage < stages.size(); stage++) {
            map = forwardChain(stages.get(stage), parameters, map, training);
            if (stage == 0 && residual != null) {
                map = map.add(residual.forward(parameters, pooled, training));
            }
        }
        map = last.forward(parameters, map, training);
        return output.forward(parameters, map, training);
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        stem.initialize(manager, dataType, inputShapes);
        Shape map = pooled(stem.getOutputShapes(inputShapes)[0]);
        if (residual != null) {
            residual.initialize(manager, dataType, map);
        }
        for (List<ShuffleUnit> stage : stages) {
            map = initializeChain(manager, dataType, stage, map);
        }
        output.initialize(
                manager, dataType, initializeChain(manager, dataType, List.of(last), map));
    }
}
