package io.countenance.lab.cli;

import io.countenance.lab.loss.LossKind;
import io.countenance.lab.loss.LossSettings;
import picocli.CommandLine.Option;

/** What is minimised. */
final class LossOptions extends LossWeightOptions {

    @Option(
            names = "--loss",
            defaultValue = "kl",
            description =
                    "kl: divergence from the votes. kl-combo: with the paper's combo loss. combo"
                            + " and cross-entropy: majority labels alone.")
    LossKind kind;

    /** Checks all of it. */
    LossSettings settings() {
        return settings(kind);
    }
}
