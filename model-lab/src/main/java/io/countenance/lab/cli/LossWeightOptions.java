package io.countenance.lab.cli;

import io.countenance.lab.loss.LossKind;
import io.countenance.lab.loss.LossSettings;
import picocli.CommandLine.Option;

/** The weights of the combo loss. */
class LossWeightOptions extends ComboLossOptions {

    @Option(
            names = "--beta",
            defaultValue = "0.3",
            paramLabel = "<share>",
            description = "Weight of misses against false alarms in the modified cross-entropy.")
    private float beta;

    /** Checks all of it. */
    final LossSettings settings(LossKind kind) {
        return settings(kind, beta);
    }
}
