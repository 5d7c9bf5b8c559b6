package io.countenance.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {

    @Test
    void risesThenFallsAsACosine() {
        LearningRateSchedule schedule =
                new LearningRateSchedule(0.2f, 10, 10, 10, RateDecay.COSINE, 0);

        assertThat(schedule.rate(0, 0)).isCloseTo(0.02f, within(1e-6f));
        assertThat((double) schedule.rate(50, 99)).isCloseTo(0.1, within(1e-6));
        assertThat((double) schedule.rate(75, 0))
                .isCloseTo(0.1 * (1 + Math.cos(0.75 * Math.PI)), within(1e-6));
        assertThat(schedule.rate(100, 0)).isZero();
        assertThat(schedule.progress(100, 0)).isEqualTo(1);
    }

    @Test
    void followsTheClockWhereThatIsFurther() {
        LearningRateSchedule schedule =
                new LearningRateSchedule(0.2f, 10, 10, 0, RateDecay.COSINE, 60);

        assertThat((double) schedule.rate(10, 30)).isCloseTo(0.1, within(1e-6));
        assertThat((double) schedule.rate(50, 6)).isCloseTo(0.1, within(1e-6));
        assertThat(schedule.progress(10, 60)).isEqualTo(1);
        assertThat(schedule.rate(10, 70)).isZero();
    }

    @Test
    void fallsInSteps() {
        LearningRateSchedule schedule =
                new LearningRateSchedule(
                        0.01f, 12, 7, 0, new RateDecay(RateDecay.Shape.STEP, 3, 0.1), 0);

        for (int epoch = 0; epoch < 12; epoch++) {
            double expected = 0.01 * Math.pow(0.1, epoch / 3);
            assertThat((double) schedule.rate(7L * epoch, 0)).isCloseTo(expected, within(1e-9));
            assertThat((double) schedule.rate(7L * epoch + 6, 0)).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void staysWhereItIsConstant() {
        LearningRateSchedule schedule =
                new LearningRateSchedule(
                        0.01f, 2, 5, 0, new RateDecay(RateDecay.Shape.CONSTANT, 30, 0.1), 0);

        assertThat(schedule.rate(9, 0)).isEqualTo(0.01f);
    }
}
