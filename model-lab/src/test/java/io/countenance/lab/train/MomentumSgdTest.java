package io.countenance.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MomentumSgdTest {

    /** y = w x + b with x = 2 and the loss y: the gradient is 2 for w and 1 for b. */
    @ParameterizedTest
    @EnumSource(Optimiser.class)
    void twoStepsAsInTheFormula(Optimiser kind) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Linear layer = Linear.builder().setUnits(1).build();
            layer.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
            Parameter weight = layer.getParameters().valueAt(0);
            Parameter bias = layer.getParameters().valueAt(1);
            weight.getArray().set(new float[] {3});
            MomentumSgd optimiser =
                    new MomentumSgd(manager, layer.getParameters(), kind, 0.9f, 0.5f);

            double w = 3;
            double b = 0;
            double vw = 0;
            double vb = 0;
            for (int step = 0; step < 2; step++) {
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    try (GradientCollector gradients = manager.getEngine().newGradientCollector()) {
                        NDArray x = manager.create(new float[][] {{2}});
                        gradients.backward(
                                layer.forward(
                                                new ParameterStore(manager, false),
                                                new NDList(x),
                                                true)
                                        .singletonOrThrow()
                                        .sum());
                    }
                    optimiser.step(0.1f);
                }
                double gw = 2 + 0.5 * w;
                vw = 0.9 * vw + gw;
                w -= 0.1 * (kind == Optimiser.NESTEROV ? gw + 0.9 * vw : vw);
                vb = 0.9 * vb + 1;
                b -= 0.1 * (kind == Optimiser.NESTEROV ? 1 + 0.9 * vb : vb);
                assertThat((double) weight.getArray().getFloat(0, 0)).isCloseTo(w, within(1e-5));
                assertThat((double) bias.getArray().getFloat(0)).isCloseTo(b, within(1e-5));
            }
        }
    }
}
