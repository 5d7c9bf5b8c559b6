package io.countenance.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaceNetworkTest {

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

    @ParameterizedTest
    @ValueSource(ints = {224, 112, 96, 80, 64, 48})
    void anyInputSizeThatTheStridesAllowGivesLogits(int size) {
        for (Variant variant : List.of(Variant.FULL, Variant.BASELINE, Variant.RESNET_18)) {
            FaceNetwork network = network(variant, size);

            NDArray logits = forward(network, faces(2, size), false);

            assertThat(logits.getShape()).isEqualTo(new Shape(2, 7));
            assertThat(logits.toFloatArray()).doesNotContain(Float.NaN);
        }
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void everyWeightGetsAGradient(Variant variant) {
        FaceNetwork network = network(variant, 64);

        try (GradientCollector gradients = manager.getEngine().newGradientCollector()) {
            NDArray logits = forward(network, faces(4, 64), true);
            gradients.backward(logits.logSoftmax(1).get(":, 2").sum().neg());
        }

        for (Pair<String, Parameter> parameter : network.getParameters()) {
            if (parameter.getValue().requiresGradient()) {
                assertThat(parameter.getValue().getArray().getGradient().abs().sum().getFloat())
                        .as(parameter.getKey())
                        .isPositive()
                        .isFinite();
            }
        }
    }

    @Test
    void memoryLayoutDoesNotChangeTheResult() {
        FaceNetwork network = network(Variant.FULL, 64);
        NDArray channelsLast = faces(2, 64);
        NDArray channelsFirst =
                manager.create(channelsLast.toFloatArray(), new Shape(2, 3, 64, 64));

        assertThat(forward(network, channelsFirst, false).toFloatArray())
                .isEqualTo(forward(network, channelsLast, false).toFloatArray());
    }

    /** The sizes that torchvision's networks of the same names have, for ImageNet's classes. */
    @ParameterizedTest
    @CsvSource({"RESNET_18, 11689512", "RESNET_34, 21797672", "RESNET_50, 25557032"})
    void residualNetworksAreThePublishedOnes(Variant variant, long parameters) {
        FaceNetwork network = FaceNetwork.of(new NetworkSpec(variant, 224, 1000, 0));
        network.initialize(manager);

        assertThat(network.trainedParameters()).isEqualTo(parameters);
    }

    @Test
    void trainedParametersAreThoseThatComplexityCounts() {
        ShuffleNetV2 network = (ShuffleNetV2) network(Variant.FULL, 64);

        assertThat(network.trainedParameters()).isEqualTo(Complexity.of(network).parameters());
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 72, 100, 528})
    void refusesSizesThatDoNotDivide(int size) {
        assertThatThrownBy(() -> network(Variant.FULL, size))
                .hasMessage(
                        "an input of %d px is not possible: a multiple of 16 from 48 to 512", size);
    }

    private FaceNetwork network(Variant variant, int size) {
        FaceNetwork network = FaceNetwork.of(new NetworkSpec(variant, size, 7, 0));
        network.initialize(manager);
        return network;
    }

    /** As the data pipeline makes them: channels last in memory. */
    private NDArray faces(int count, int size) {
        return manager.randomUniform(-2, 2, new Shape(count, size, size, 3)).transpose(0, 3, 1, 2);
    }

    private NDArray forward(FaceNetwork network, NDArray faces, boolean training) {
        return network.forward(new ParameterStore(manager, false), new NDList(faces), training)
                .singletonOrThrow();
    }
}
