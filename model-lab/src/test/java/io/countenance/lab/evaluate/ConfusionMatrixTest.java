package io.countenance.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private final ConfusionMatrix confusion =
            new ConfusionMatrix(
                    List.of("neutral", "happiness", "contempt"),
                    new int[][] {{6, 2, 0}, {1, 3, 0}, {0, 0, 0}});

    @Test
    void countsRowsAndColumns() {
        assertThat(confusion.actual(0)).isEqualTo(8);
        assertThat(confusion.predicted(0)).isEqualTo(7);
    }

    @Test
    void sharesOfAClass() {
        assertThat(confusion.recall(0)).isCloseTo(0.75, within(1e-12));
        assertThat(confusion.precision(0)).isCloseTo(6 / 7.0, within(1e-12));
        assertThat(confusion.f1(0)).isCloseTo(12 / 15.0, within(1e-12));
    }

    @Test
    void aClassThatNeverOccursCountsNothing() {
        assertThat(confusion.recall(2)).isZero();
        assertThat(confusion.precision(2)).isZero();
        assertThat(confusion.f1(2)).isZero();
        assertThat(confusion.macroF1()).isCloseTo((0.8 + 6 / 9.0) / 2, within(1e-12));
    }
}
