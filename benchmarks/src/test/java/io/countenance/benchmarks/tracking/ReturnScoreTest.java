package io.countenance.benchmarks.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReturnScoreTest {

    private final Map<String, Map<String, Integer>> visits = new LinkedHashMap<>();

    @Test
    void countsWhoIsFoundAgainAndWhoIsTakenForSomebodyElse() {
        visits.put("a/1", Map.of("1", 40));
        visits.put("b/1", Map.of("2", 30, "1", 5));
        visits.put("a/2", Map.of("1", 20, "3", 19));
        visits.put("b/2", Map.of("1", 9));
        visits.put("a/3", Map.of("4", 9));

        assertThat(ReturnScore.of(visits)).isEqualTo(new ReturnScore(3, 1, 1));
        assertThat(ReturnScore.of(visits).plus(new ReturnScore(1, 1, 0)))
                .isEqualTo(new ReturnScore(4, 2, 1));
    }

    @Test
    void firstVisitsAreNoReturns() {
        visits.put("a/1", Map.of("1", 40));
        visits.put("b/1", Map.of("2", 30));

        assertThat(ReturnScore.of(visits)).isEqualTo(ReturnScore.NONE);
    }
}
