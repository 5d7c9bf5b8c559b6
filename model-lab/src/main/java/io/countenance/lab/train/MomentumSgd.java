package io.countenance.lab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stochastic gradient descent with momentum as PyTorch writes it: v ← μ v + g, then w ← w − η v, or
 * in Nesterov's form w ← w − η (g + μ v), where g has the weight decay in it. DJL's own has neither
 * Nesterov's form nor a state that can be saved. The momentum arrays belong to the manager that it
 * is made with.
 */
final class MomentumSgd {

    private final boolean nesterov;
    private final float momentum;
    private final float weightDecay;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, NDArray> velocities = new LinkedHashMap<>();

    MomentumSgd(
            NDManager manager,
            ParameterList parameters,
            Optimiser kind,
            float momentum,
            float weightDecay) {
        nesterov = kind == Optimiser.NESTEROV;
        this.momentum = momentum;
        this.weightDecay = weightDecay;
        for (Pair<String, Parameter> parameter : parameters) {
            if (parameter.getValue().requiresGradient()) {
                this.parameters.put(parameter.getKey(), parameter.getValue());
                velocities.put(
                        parameter.getKey(),
                        manager.zeros(parameter.getValue().getArray().getShape()));
            }
        }
    }

    /** The momentum arrays by parameter name. */
    Map<String, NDArray> velocities() {
        return velocities;
    }

    /** Moves all weights against their gradients and clears these. Call it within an NDScope. */
    void step(float rate) {
        parameters.forEach(
                (name, parameter) -> {
                    NDArray weight = parameter.getArray();
                    NDArray gradient = weight.getGradient();
                    if (weightDecay > 0 && parameter.getType() == Parameter.Type.WEIGHT) {
                        gradient.addi(weight.mul(weightDecay));
                    }
                    NDArray velocity = velocities.get(name);
                    velocity.muli(momentum).addi(gradient);
                    weight.subi(
                            nesterov
                                    ? velocity.mul(momentum).addi(gradient).muli(rate)
                                    : velocity.mul(rate));
                    gradient.muli(0);
                });
    }
}
