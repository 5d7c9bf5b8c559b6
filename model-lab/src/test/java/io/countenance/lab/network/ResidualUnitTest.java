package io.countenance.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidualUnitTest {

    @Test
    void aBranchOfZerosLeavesThePositivePartOfTheInput() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            ResidualUnit unit = ResidualUnit.basic(4, 4, 1);
            NDArray input = manager.randomUniform(-1, 1, new Shape(2, 4, 5, 5));
            unit.initialize(manager, DataType.FLOAT32, input.getShape());
            unit.getParameters().stream()
                    .filter(parameter -> parameter.getKey().endsWith("weight"))
                    .forEach(parameter -> parameter.getValue().getArray().muli(0));

            NDArray output = unit.forward(new ParameterStore(manager, false), input, false);

            assertThat(output.toFloatArray()).isEqualTo(input.maximum(0).toFloatArray());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, 4, 4, 1, 4, 6", // nothing changes: no projection
        "false, 4, 8, 2, 8, 3",
        "true, 16, 4, 1, 16, 6",
        "true, 4, 4, 2, 16, 3"
    })
    void shapesAreThoseOfTheUnit(
            boolean bottleneck, int inputs, int channels, int stride, int outputs, int side) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            ResidualUnit unit =
                    bottleneck
                            ? ResidualUnit.bottleneck(inputs, channels, stride)
                            : ResidualUnit.basic(inputs, channels, stride);
            Shape input = new Shape(2, inputs, 6, 6);
            unit.initialize(manager, DataType.FLOAT32, input);

            NDArray output =
                    unit.forward(new ParameterStore(manager, false), manager.ones(input), false);

            assertThat(output.getShape()).isEqualTo(new Shape(2, outputs, side, side));
            assertThat(unit.getOutputShapes(new Shape[] {input}))
                    .containsExactly(output.getShape());
            boolean projected = inputs != outputs || stride != 1;
            assertThat(unit.getParameters().keys().stream().anyMatch(k -> k.contains("projection")))
                    .isEqualTo(projected);
        }
    }
}
