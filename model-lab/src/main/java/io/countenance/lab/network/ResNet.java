package io.countenance.lab.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;

/**
 * ResNet-18, -34 and -50 (He et al., "Deep Residual Learning for Image Recognition", CVPR 2016,
 * table 1): what the paper takes as generator of label distributions. The job does not take it.
 */
public final class ResNet extends FaceNetwork {

    private static final int STEM_CHANNELS = 64;

    private final ConvolutionNorm stem;
    private final List<ResidualUnit> units = new ArrayList<>();
    private final OutputModule output;

    ResNet(NetworkSpec spec) {
        super(spec);
        stem =
                addChildBlock(
                        "stem",
                        new ConvolutionNorm(
                                new ConvolutionShape(STEM_CHANNELS, 7, 2, 3, 1),
                                ActivationFunction.RELU));
        boolean bottleneck = spec.variant() == Variant.RESNET_50;
        int[] stages =
                spec.variant() == Variant.RESNET_18
                        ? new int[] {2, 2, 2, 2}
                        : new int[] {3, 4, 6, 3};
        int inputChannels = STEM_CHANNELS;
        for (int stage = 0; stage < stages.length; stage++) {
            int channels = STEM_CHANNELS << stage;
            for (int unit = 0; unit < stages[stage]; unit++) {
                int stride = unit == 0 && stage > 0 ? 2 : 1;
                units.add(
                        addChildBlock(
                                "stage%dUnit%d".formatted(stage + 2, unit + 1),
                                bottleneck
                                        ? ResidualUnit.bottleneck(inputChannels, channels, stride)
                                        : ResidualUnit.basic(inputChannels, channels, stride)));
                inputChannels = bottleneck ? ResidualUnit.EXPANSION * channels : channels;
            }
        }
        output =
                addChildBlock(
                        "output",
                        new OutputModule(
                                false,
                                inputChannels,
                                finalMapSide(spec.inputSize()),
                                spec.classes(),
                                spec.dropout()));
    }

    @Override
    NDArray forward(ParameterStore parameters, NDArray input, boolean training) {
        NDArray map = pool(stem.forward(parameters, input, training));
        map = forwardChain(units, parameters, map, training);
        return output.forward(parameters, map, training);
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        stem.initialize(manager, dataType, inputShapes);
        Shape pooled = pooled(stem.getOutputShapes(inputShapes)[0]);
        output.initialize(manager, dataType, initializeChain(manager, dataType, units, pooled));
    }
}
