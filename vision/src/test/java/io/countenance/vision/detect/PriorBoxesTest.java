package io.countenance.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PriorBoxesTest {

    @Test
    void hasAsManyAsThePublishedNetwork() {
        assertThat(PriorBoxes.of(320, 240).count()).isEqualTo(4420);
    }

    @Test
    void roundsFeatureMapsUp() {
        // 637 x 479: maps of 80 x 60, 40 x 30, 20 x 15 and 10 x 8 cells with 3, 2, 2 and 3 boxes.
        assertThat(PriorBoxes.of(637, 479).count()).isEqualTo(14400 + 2400 + 600 + 240);
    }

    @Test
    void beginsWithTheSmallestBoxInTheFirstCell() {
        PriorBoxes priors = PriorBoxes.of(320, 240);
        assertThat(priors.centerX(0)).isCloseTo(4 / 320f, within(1e-7f));
        assertThat(priors.centerY(0)).isCloseTo(4 / 240f, within(1e-7f));
        // What stands in the published network's constant: 0.03125 and 0.0416667.
        assertThat(priors.width(0)).isEqualTo(0.03125f);
        assertThat(priors.height(0)).isCloseTo(0.0416667f, within(1e-7f));
        assertThat(priors.width(2)).isCloseTo(0.075f, within(1e-7f));
        assertThat(priors.centerX(3)).isCloseTo(12 / 320f, within(1e-7f));
    }

    @Test
    void endsWithTheLargestBoxInTheLastCell() {
        PriorBoxes priors = PriorBoxes.of(320, 240);
        int last = priors.count() - 1;
        assertThat(priors.width(last)).isCloseTo(256 / 320f, within(1e-7f));
        // As in the published network's constant, not 256 / 240.
        assertThat(priors.height(last)).isEqualTo(1);
        assertThat(priors.centerX(last)).isCloseTo(4.5f * 64 / 320, within(1e-7f));
        assertThat(priors.centerY(last)).isCloseTo((3.5f * 64 - 8) / 240, within(1e-7f));
    }

    @Test
    void liesWhereTheRowsOfTrainingLieInTheMean() {
        // Published: 8 rows over 240 px, (row + 0.5) / 8; here 32 px apart, so that any height will
        // do.
        PriorBoxes priors = PriorBoxes.of(320, 240);
        int first = 40 * 30 * 3 + 20 * 15 * 2;
        double published = 0;
        double ours = 0;
        for (int row = 0; row < 8; row++) {
            published += (row + 0.5) / 8;
            ours += priors.centerY(first + row * 10 * 2);
        }
        assertThat(ours).isCloseTo(published, within(1e-5));
    }
}
