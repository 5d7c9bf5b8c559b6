package io.countenance.lab.loss;

import java.util.Objects;

/**
 * The loss and its weights.
 *
 * @param kind which terms it has
 * @param lambda weight of the combo loss beside KL, 0 or more
 * @param alpha share of the modified cross-entropy in the combo loss, 0 to 1; the rest is Dice
 * @param beta weight of misses against false alarms in the modified cross-entropy, 0 to 1
 * @param epsilon smooths Dice, above 0
 * @param reduction of the modified cross-entropy over classes; the sum where a file does not say
 */
public record LossSettings(
        LossKind kind,
        float lambda,
        float alpha,
        float beta,
        float epsilon,
        ClassReduction reduction) {

    /** Takes what was the only choice when a file was written that lacks one. */
    public LossSettings {
        reduction = Objects.requireNonNullElse(reduction, ClassReduction.SUM);
    }

    /** Of the modified cross-entropy's sum over classes. */
    public LossSettings(LossKind kind, float lambda, float alpha, float beta, float epsilon) {
        this(kind, lambda, alpha, beta, epsilon, ClassReduction.SUM);
    }
}
