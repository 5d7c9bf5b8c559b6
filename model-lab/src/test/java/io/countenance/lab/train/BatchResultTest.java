package io.countenance.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchResultTest {

    @Test
    void countsFacesWithAMajority() {
        BatchResult result =
                BatchResult.of(
                        1.5,
                        new float[] {-3, 1, 2, 0, 5, 4, 9, 8, 7, 1, 2, 3},
                        // right, wrong, not counted, right of a blended one
                        new float[] {0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0.4f, 0.6f},
                        3);

        assertThat(result).isEqualTo(new BatchResult(1.5, 3, 2));
        EpochProgress progress = EpochProgress.NONE.after(1.5, 3, 2).after(2.5, 1, 0);
        assertThat(progress.accuracy()).isEqualTo(0.5);
        assertThat(progress.meanLoss()).isEqualTo(2);
        assertThat(EpochProgress.NONE.accuracy()).isZero();
    }
}
