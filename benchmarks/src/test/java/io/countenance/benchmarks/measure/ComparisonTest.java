package io.countenance.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void contendersTakeTurnsAfterOneThatDoesNotCount() throws Exception {
        List<String> order = new ArrayList<>();

        List<Measurement> measurements =
                Comparison.run(
                        "a setting", List.of(contender("a", order), contender("b", order)), 3);

        assertThat(order).containsExactly("a", "b", "a", "b", "b", "a", "a", "b");
        assertThat(measurements).extracting(Measurement::contender).containsExactly("a", "b");
        assertThat(measurements).allSatisfy(m -> assertThat(m.perSecond()).hasSize(3));
        assertThat(measurements.get(0).ratio()).isEqualTo(1);
    }

    private static Contender contender(String name, List<String> order) {
        return new Contender(
                name,
                () -> {
                    order.add(name);
                    return 1;
                });
    }

    @Test
    void theRatioIsTheMedianOfTheTurnsOwn() {
        // The machine was half as fast in the second turn, which ratios of each turn do not show.
        double[] baseline = {100, 50, 90, 110};
        double[] other = {200, 100, 270, 110};

        Measurement measurement = Measurement.of("s", "other", other, baseline);

        assertThat(measurement.median()).isEqualTo(155);
        assertThat(measurement.ratio()).isCloseTo(2, within(1e-12));
        assertThat(measurement.perSecond()).containsExactly(200.0, 100.0, 270.0, 110.0);
    }
}
