package io.countenance.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every block keeps: the shape that it announces, its parameters, a gradient for each. */
class BlockContractTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager("PyTorch");
        manager.getEngine().setRandomSeed(3);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Weights of convolutions without bias, and scale and shift of each filter's norm. */
    static Stream<Arguments> blocks() {
        return Stream.of(
                Arguments.of(
                        "full convolution",
                        new ConvolutionNorm(
                                new ConvolutionShape(8, 3, 2, 1, 1), ActivationFunction.RELU),
                        new Shape(2, 6, 12, 12),
                        new Shape(2, 8, 6, 6),
                        8 * 6 * 9 + 2 * 8),
                Arguments.of(
                        "depthwise convolution",
                        new ConvolutionNorm(
                                ConvolutionShape.depthwise(6, 1), ActivationFunction.NONE),
                        new Shape(2, 6, 12, 12),
                        new Shape(2, 6, 12, 12),
                        6 * 9 + 2 * 6),
                Arguments.of(
                        "shuffle unit",
                        new ShuffleUnit(8, 8, 1),
                        new Shape(2, 8, 6, 6),
                        new Shape(2, 8, 6, 6),
                        // of half of the channels: pointwise, depthwise, pointwise
                        4 * 4 + 4 * 9 + 4 * 4 + 3 * 2 * 4),
                Arguments.of(
                        "shuffle unit that halves",
                        new ShuffleUnit(6, 10, 2),
                        new Shape(2, 6, 8, 8),
                        new Shape(2, 10, 4, 4),
                        // shortcut: depthwise, pointwise; branch: pointwise, depthwise, pointwise
                        6 * 9 + 6 * 5 + 6 * 5 + 5 * 9 + 5 * 5 + 2 * (6 + 5 + 5 + 5 + 5)),
                Arguments.of(
                        "partitioned residual",
                        new PartitionedResidual(3, 12),
                        new Shape(2, 3, 8, 8),
                        new Shape(2, 12, 4, 4),
                        // each filter of both convolutions sees one channel
                        4 * (12 * 9 + 12 * 9 + 2 * (12 + 12))),
                Arguments.of(
                        "output module",
                        new OutputModule(true, 6, 7, 5, 0),
                        new Shape(2, 6, 7, 7),
                        new Shape(2, 5),
                        6 * 9 + 2 * 6 + (6 + 1) * 5),
                Arguments.of(
                        "fully connected layer",
                        new OutputModule(false, 6, 7, 5, 0),
                        new Shape(2, 6, 7, 7),
                        new Shape(2, 5),
                        (6 + 1) * 5),
                Arguments.of(
                        "residual unit",
                        ResidualUnit.basic(4, 8, 2),
                        new Shape(2, 4, 6, 6),
                        new Shape(2, 8, 3, 3),
                        8 * 4 * 9 + 8 * 8 * 9 + 8 * 4 + 3 * 2 * 8),
                Arguments.of(
                        "bottleneck unit",
                        ResidualUnit.bottleneck(4, 2, 1),
                        new Shape(2, 4, 6, 6),
                        new Shape(2, 8, 6, 6),
                        2 * 4 + 2 * 2 * 9 + 8 * 2 + 8 * 4 + 2 * (2 + 2 + 8 + 8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void keepsTheContract(
            String name, MapBlock block, Shape inputShape, Shape outputShape, int parameters) {
        block.initialize(manager, DataType.FLOAT32, inputShape);
        NDArray input = manager.randomNormal(0, 1, inputShape, DataType.FLOAT32);
        input.setRequiresGradient(true);

        NDArray output;
        try (GradientCollector gradients = manager.getEngine().newGradientCollector()) {
            output =
                    block.forward(new ParameterStore(manager, false), new NDList(input), true)
                            .singletonOrThrow();
            // Of squares: the mean of a norm's output does not depend on its input.
            gradients.backward(
                    output.pow(2).mul(manager.arange(output.size()).reshape(outputShape)).sum());
        }

        assertThat(output.getShape()).isEqualTo(outputShape);
        assertThat(block.getOutputShapes(new Shape[] {inputShape})).containsExactly(outputShape);
        assertThat(trainedParameters(block)).isEqualTo(parameters);
        assertThat(input.getGradient().abs().sum().getFloat()).isPositive().isFinite();
        for (Pair<String, Parameter> parameter : block.getParameters()) {
            if (parameter.getValue().requiresGradient()) {
                assertThat(parameter.getValue().getArray().getGradient().abs().sum().getFloat())
                        .as(parameter.getKey())
                        .isPositive()
                        .isFinite();
            }
        }
    }

    private static long trainedParameters(MapBlock block) {
        return block.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    @Test
    void halfOfTheChannelsPassAShuffleUnitByUnchanged() {
        ShuffleUnit unit = new ShuffleUnit(8, 8, 1);
        Shape shape = new Shape(2, 8, 4, 4);
        unit.initialize(manager, DataType.FLOAT32, shape);
        NDArray input = manager.randomNormal(0, 1, shape, DataType.FLOAT32);

        NDArray output =
                unit.forward(new ParameterStore(manager, false), new NDList(input), true)
                        .singletonOrThrow();

        for (int channel = 0; channel < 4; channel++) {
            assertThat(output.get(":, {}", 2 * channel).toFloatArray())
                    .isEqualTo(input.get(":, {}", channel).toFloatArray());
            assertThat(output.get(":, {}", 2 * channel + 1).min().getFloat()).isNotNegative();
        }
    }

    /** Pooling 3×3 stride 2, nine taps, norm, Mish, linear: by hand for one picture. */
    @Test
    void theOutputModuleMatchesLoops() {
        OutputModule module = new OutputModule(true, 2, 7, 3, 0);
        Shape shape = new Shape(1, 2, 7, 7);
        module.initialize(manager, DataType.FLOAT32, shape);
        NDArray input = manager.randomNormal(0, 1, shape, DataType.FLOAT32);

        float[] actual =
                module.forward(new ParameterStore(manager, false), new NDList(input), false)
                        .singletonOrThrow()
                        .toFloatArray();

        FoldedConvolution folded = module.depthwise().fold();
        double[] features = new double[2];
        for (int channel = 0; channel < 2; channel++) {
            double sum = folded.bias()[channel];
            for (int tap = 0; tap < 9; tap++) {
                double mean = 0;
                for (int i = 0; i < 9; i++) {
                    mean +=
                            input.getFloat(0, channel, tap / 3 * 2 + i / 3, tap % 3 * 2 + i % 3)
                                    / 9;
                }
                sum += folded.weights()[channel * 9 + tap] * mean;
            }
            features[channel] = sum * Math.tanh(Math.log1p(Math.exp(sum)));
        }
        for (int label = 0; label < 3; label++) {
            double expected = module.classifierBias()[label];
            for (int channel = 0; channel < 2; channel++) {
                expected += module.classifierWeights()[label * 2 + channel] * features[channel];
            }
            assertThat((double) actual[label]).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void mishHasFiniteGradientsFarFromZero() {
        NDArray points = manager.create(new float[] {-200, -100, 0, 100, 200});
        points.setRequiresGradient(true);

        try (GradientCollector gradients = manager.getEngine().newGradientCollector()) {
            gradients.backward(ActivationFunction.MISH.apply(points).sum());
        }

        assertThat(points.getGradient().toFloatArray())
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0, 0, 0.6f, 1, 1);
    }
}
