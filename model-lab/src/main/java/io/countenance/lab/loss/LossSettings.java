package io.countenance.lab.loss;

/**
 * The loss and its weights.
 *
 * @param kind which terms it has
 * @param lambda weight of the combo loss beside KL, 0 or more
 * @param alpha share of the modified cross-entropy in the combo loss, 0 to 1; the rest is Dice
 * @param beta weight of misses against false alarms in the modified cross-entropy, 0 to 1
 * @param epsilon smooths Dice, above 0
 */
public record LossSettings(LossKind kind, float lambda, float alpha, float beta, float epsilon) {}
