package io.countenance.lab.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two faces, three classes; p of the first (0.5, 0.25, 0.25), of the second (0.2, 0.2, 0.6). */
class TrainingLossTest {

    private static final float[][] PROBABILITIES = {{0.5f, 0.25f, 0.25f}, {0.2f, 0.2f, 0.6f}};
    private static final float[][] DISTRIBUTIONS = {{0.5f, 0.5f, 0}, {0, 0, 1}};
    private static final float[][] MAJORITIES = {{1, 0, 0}, {0, 0, 1}};

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager("PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void divergenceFromTheDistributions() {
        // face 1: 0.5 ln(0.5/0.5) + 0.5 ln(0.5/0.25); face 2: ln(1/0.6)
        double expected = (0.5 * Math.log(2) + Math.log(1 / 0.6)) / 2;

        assertThat(loss(LossKind.KL, MAJORITIES)).isCloseTo(expected, within(1e-6));
    }

    @Test
    void crossEntropyOfTheMajorities() {
        assertThat(loss(LossKind.CROSS_ENTROPY, MAJORITIES))
                .isCloseTo((Math.log(2) + Math.log(1 / 0.6)) / 2, within(1e-6));
    }

    @Test
    void comboOfCrossEntropyAndDice() {
        assertThat(loss(LossKind.COMBO, MAJORITIES)).isCloseTo(combo(), within(1e-6));
    }

    @Test
    void divergenceAndWeightedCombo() {
        assertThat(loss(LossKind.KL_COMBO, MAJORITIES))
                .isCloseTo(loss(LossKind.KL, MAJORITIES) + 2 * combo(), within(1e-6));
    }

    /** Of the cross-entropy's terms of three classes a third: 0.4 · (1 − 1/3) of it is missing. */
    @Test
    void theMeanOverClassesInPlaceOfTheSum() {
        LossSettings settings =
                new LossSettings(LossKind.COMBO, 2, 0.4f, 0.6f, 0.5f, ClassReduction.MEAN);
        double missing = 0.4 * crossEntropy() * 2 / 3;

        assertThat(loss(settings, MAJORITIES)).isCloseTo(combo() - missing, within(1e-6));
    }

    private static double crossEntropy() {
        double first = 0.6 * Math.log(0.5) + 0.4 * (Math.log(0.75) + Math.log(0.75));
        double second = 0.6 * Math.log(0.6) + 0.4 * (Math.log(0.8) + Math.log(0.8));
        return -(first + second) / 2;
    }

    /** α = 0.4, β = 0.6, ε = 0.5. The class in the middle has no face: Dice leaves it out. */
    private static double combo() {
        double dice0 = (2 * 0.5 + 0.5) / (1 + 0.5 + 0.2 + 0.5);
        double dice2 = (2 * 0.6 + 0.5) / (1 + 0.25 + 0.6 + 0.5);
        return 0.4 * crossEntropy() + 0.6 * (1 - (dice0 + dice2) / 2);
    }

    @Test
    void aFaceWithoutMajorityCountsInTheDivergenceOnly() {
        float[][] onlySecond = {{0, 0, 0}, {0, 0, 1}};
        double crossEntropy = -(0.6 * Math.log(0.6) + 0.4 * (Math.log(0.8) + Math.log(0.8)));
        double dice = (2 * 0.6 + 0.5) / (1 + 0.6 + 0.5);

        assertThat(loss(LossKind.COMBO, onlySecond))
                .isCloseTo(0.4 * crossEntropy + 0.6 * (1 - dice), within(1e-6));
        assertThat(loss(LossKind.COMBO, new float[2][3])).isZero();
        assertThat(loss(LossKind.CROSS_ENTROPY, new float[2][3])).isZero();
    }

    @ParameterizedTest
    @EnumSource(LossKind.class)
    void finiteWithFiniteGradientsWhereProbabilitiesAreZeroAndOne(LossKind kind) {
        NDArray logits = manager.create(new float[][] {{200, 0, -200}, {-200, 0, 200}});
        logits.setRequiresGradient(true);
        NDArray distributions = manager.create(new float[][] {{0, 0, 1}, {0, 0, 1}});
        NDArray majorities = manager.create(MAJORITIES);

        float value;
        try (GradientCollector gradients = manager.getEngine().newGradientCollector()) {
            NDArray result = lossOf(kind).of(logits, distributions, majorities);
            gradients.backward(result);
            value = result.getFloat();
        }

        assertThat(value).isFinite();
        for (float gradient : logits.getGradient().toFloatArray()) {
            assertThat(gradient).isFinite();
        }
    }

    /** p is 1 for the label: nothing is lost, save that ε keeps Dice from being counted twice. */
    @Test
    void aPerfectPredictionLosesNothing() {
        NDArray logits = manager.create(new float[][] {{200, 0, 0}, {0, 0, 200}});
        NDArray labels = manager.create(MAJORITIES);

        for (LossKind kind : LossKind.values()) {
            assertThat((double) lossOf(kind).of(logits, labels, labels).getFloat())
                    .as(kind.name())
                    .isCloseTo(0, within(1e-5));
        }
    }

    /** p of the label is e^−200: 200 for each face in the terms that see it. */
    @Test
    void aWrongPredictionOfProbabilityOneLosesByTheLogarithm() {
        NDArray logits = manager.create(new float[][] {{-200, 0, -300}});
        NDArray labels = manager.create(new float[][] {{1, 0, 0}});
        // (1 − p) of the class that was taken is 0: its logarithm is cut at 1e-7.
        double crossEntropy = 0.6 * 200 + 0.4 * -Math.log(1e-7);
        double dice = 0.5 / (1 + 0.5);

        assertThat((double) lossOf(LossKind.KL).of(logits, labels, labels).getFloat())
                .isCloseTo(200, within(1e-3));
        assertThat((double) lossOf(LossKind.COMBO).of(logits, labels, labels).getFloat())
                .isCloseTo(0.4 * crossEntropy + 0.6 * (1 - dice), within(1e-3));
    }

    /** Dice sees labels and predictions only. */
    @Test
    void distributionsDoNotReachTheComboLoss() {
        NDArray logits = manager.create(PROBABILITIES).log();
        NDArray labels = manager.create(MAJORITIES);
        NDArray other = manager.create(new float[][] {{0, 0, 1}, {1, 0, 0}});

        assertThat(lossOf(LossKind.COMBO).of(logits, other, labels).getFloat())
                .isEqualTo(lossOf(LossKind.COMBO).of(logits, labels, labels).getFloat());
    }

    private double loss(LossKind kind, float[][] majorities) {
        return loss(settings(kind), majorities);
    }

    private double loss(LossSettings settings, float[][] majorities) {
        return new TrainingLoss(settings)
                .of(
                        manager.create(PROBABILITIES).log().add(7),
                        manager.create(DISTRIBUTIONS),
                        manager.create(majorities))
                .getFloat();
    }

    private static TrainingLoss lossOf(LossKind kind) {
        return new TrainingLoss(settings(kind));
    }

    private static LossSettings settings(LossKind kind) {
        return new LossSettings(kind, 2, 0.4f, 0.6f, 0.5f);
    }
}
