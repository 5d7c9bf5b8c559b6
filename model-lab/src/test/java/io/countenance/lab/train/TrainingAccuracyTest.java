package io.countenance.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingAccuracyTest {

    @Test
    void countsFacesWithAMajorityOverAllBatches() {
        TrainingAccuracy accuracy = new TrainingAccuracy();
        assertThat(accuracy.share()).isZero();

        accuracy.add(
                new float[] {-3, 1, 2, 0, 5, 4, 9, 8, 7},
                new float[] {0, 0, 1, 1, 0, 0, 0, 0, 0}, // right, wrong, not counted
                3);
        accuracy.add(new float[] {0.1f, 0.2f, 0.3f}, new float[] {0, 0, 1}, 3);

        assertThat(accuracy.share()).isEqualTo(2 / 3.0);
    }
}
