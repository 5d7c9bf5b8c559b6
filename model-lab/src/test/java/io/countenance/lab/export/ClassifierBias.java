package io.countenance.lab.export;

import ai.djl.ndarray.NDArray;
import io.countenance.lab.network.ShuffleNetV2;

/** The bias that is added to a network's logits. */
final class ClassifierBias {

    private ClassifierBias() {}

    /** Adds a number to each; the network's own array is changed. */
    static void add(ShuffleNetV2 network, Number number) {
        NDArray bias =
                network.output().getParameters().stream()
                        .filter(parameter -> parameter.getKey().endsWith("classifier_bias"))
                        .findFirst()
                        .orElseThrow()
                        .getValue()
                        .getArray();
        bias.setRequiresGradient(false);
        bias.addi(number);
    }
}
