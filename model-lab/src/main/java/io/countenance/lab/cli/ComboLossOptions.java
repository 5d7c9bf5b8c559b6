package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.lab.loss.ClassReduction;
import io.countenance.lab.loss.LossKind;
import io.countenance.lab.loss.LossSettings;
import picocli.CommandLine.Option;

/** The weights of the combo loss, save for β. */
class ComboLossOptions {

    @Option(
            names = "--lambda",
            defaultValue = "1",
            paramLabel = "<weight>",
            description = "Combo loss beside the divergence.")
    float lambda;

    @Option(
            names = "--alpha",
            defaultValue = "0.5",
            paramLabel = "<share>",
            description = "Modified cross-entropy in the combo loss; the rest is Dice.")
    float alpha;

    @Option(
            names = "--epsilon",
            defaultValue = "1",
            paramLabel = "<number>",
            description = "Smooths Dice.")
    private float epsilon;

    @Option(
            names = "--class-reduction",
            defaultValue = "sum",
            description =
                    "Of the modified cross-entropy over the expressions: their sum, or their mean,"
                            + " beside which the divergence weighs more.")
    private ClassReduction reduction;

    /** Checks all of it. */
    final LossSettings settings(LossKind kind, float beta) {
        check(lambda >= 0, "--lambda", lambda, "must be 0 or more", 1);
        check(alpha >= 0 && alpha <= 1, "--alpha", alpha, "must be from 0 to 1", 0.5);
        check(beta >= 0 && beta <= 1, "--beta", beta, "must be from 0 to 1", 0.3);
        check(epsilon > 0, "--epsilon", epsilon, "must be above 0", 1);
        return new LossSettings(kind, lambda, alpha, beta, epsilon, reduction);
    }
}
