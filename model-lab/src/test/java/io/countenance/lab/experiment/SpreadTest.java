package io.countenance.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void isTheMeanAndHalfTheDistanceOfTheExtremes() {
        Spread spread = Spread.of(0.80, 0.83, 0.81);

        assertThat(spread.mean()).isCloseTo(0.81333, within(1e-5));
        assertThat(spread.half()).isCloseTo(0.015, within(1e-12));
        assertThat(spread.times(100).text(2)).isEqualTo("81.33 ± 1.50");
        assertThat(Spread.of(0.5).text(3)).isEqualTo("0.500");
    }
}
