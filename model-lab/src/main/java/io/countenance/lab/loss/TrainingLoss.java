package io.countenance.lab.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * KL(d ‖ p) + λ · [α · MBCE(y, p) + (1 − α) · (1 − mean Dice)], where d is a label distribution, y
 * the one-hot majority label and p the softmax. MBCE is the sum over classes, or by option their
 * mean, of −[β y ln p + (1 − β) (1 − y) ln(1 − p)], averaged over faces. Dice of a class is (2 Σ y
 * p + ε) / (Σ y + Σ p + ε) over the batch, averaged over the classes that the batch has. Faces
 * without a majority label count in KL only.
 */
public final class TrainingLoss {

    /** Keeps ln(1 − p) finite where p rounds to 1. */
    private static final float SMALLEST = 1e-7f;

    private final LossSettings settings;

    /** Sets it up. */
    public TrainingLoss(LossSettings settings) {
        this.settings = settings;
    }

    /**
     * The loss of a batch.
     *
     * @param logits float {@code [N, C]}
     * @param distributions d, float {@code [N, C]}
     * @param majorities y, float {@code [N, C]}: one-hot, or zeros for a face without majority
     * @return a scalar
     */
    public NDArray of(NDArray logits, NDArray distributions, NDArray majorities) {
        NDArray logProbabilities = logits.logSoftmax(1);
        return switch (settings.kind()) {
            case KL -> divergence(logProbabilities, distributions);
            case KL_COMBO ->
                    divergence(logProbabilities, distributions)
                            .add(combo(logProbabilities, majorities).mul(settings.lambda()));
            case COMBO -> combo(logProbabilities, majorities);
            case CROSS_ENTROPY ->
                    logProbabilities.mul(majorities).sum().neg().div(majorities.sum().maximum(1));
        };
    }

    private static NDArray divergence(NDArray logProbabilities, NDArray distributions) {
        NDArray logDistributions = distributions.maximum(SMALLEST).log();
        return distributions.mul(logDistributions.sub(logProbabilities)).sum(new int[] {1}).mean();
    }

    private NDArray combo(NDArray logProbabilities, NDArray majorities) {
        NDArray labelled = majorities.sum(new int[] {1}, true);
        NDArray count = labelled.sum().maximum(1);
        NDArray probabilities = logProbabilities.exp();
        NDArray hits = majorities.mul(logProbabilities).mul(settings.beta());
        NDArray alarms =
                labelled.sub(majorities)
                        .mul(probabilities.neg().add(1).maximum(SMALLEST).log())
                        .mul(1 - settings.beta());
        NDArray crossEntropy = hits.add(alarms).sum().neg().div(count);
        if (settings.reduction() == ClassReduction.MEAN) {
            crossEntropy = crossEntropy.div(majorities.getShape().get(1));
        }

        NDArray seen = probabilities.mul(labelled);
        int[] batch = {0};
        NDArray labelSums = majorities.sum(batch);
        NDArray dice =
                majorities
                        .mul(probabilities)
                        .sum(batch)
                        .mul(2)
                        .add(settings.epsilon())
                        .div(labelSums.add(seen.sum(batch)).add(settings.epsilon()));
        NDArray present = labelSums.gt(0).toType(DataType.FLOAT32, false);
        NDArray meanDice = dice.mul(present).sum().div(present.sum().maximum(1));
        NDArray anyLabel = labelled.sum().minimum(1);
        return crossEntropy
                .mul(settings.alpha())
                .add(anyLabel.sub(meanDice).mul(1 - settings.alpha()));
    }
}
