package io.countenance.lab.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TemperatureTest {

    @Test
    void isTheSoftmaxOfLogitsDividedByIt() {
        double[] logits = {2, -1, 0.5};
        float[][] distribution = {softmax(logits, 1)};

        Temperature.apply(distribution, 2.5);

        assertThat(distribution[0]).containsExactly(softmax(logits, 2.5), within(1e-6f));
    }

    @Test
    void zerosStayZerosAndOneHotStays() {
        float[][] distributions = {{0, 1, 0}, {0, 0.5f, 0.5f}, {1e-30f, 1, 0}};

        Temperature.apply(distributions, 3);

        assertThat(distributions[0]).containsExactly(0, 1, 0);
        assertThat(distributions[1]).containsExactly(0, 0.5f, 0.5f);
        assertThat(distributions[2][0]).isCloseTo(1e-10f, within(1e-14f));
    }

    private static float[] softmax(double[] logits, double temperature) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit / temperature);
        }
        float[] shares = new float[logits.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) (Math.exp(logits[i] / temperature) / sum);
        }
        return shares;
    }
}
