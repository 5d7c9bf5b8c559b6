package io.countenance.benchmarks.summary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What preparing batches costs training. */
final class TrainingBars {

    private static final double OF_BARE_LOOP = 0.9;

    private TrainingBars() {}

    /** For each size that was measured. */
    static List<Bar> of(Results results) {
        List<JsonNode> pipelines =
                results.measurements().stream()
                        .filter(m -> m.path("contender").asText().equals("train's pipeline"))
                        .toList();
        String text = "images/s, train's pipeline by bare loop";
        if (pipelines.isEmpty()) {
            return List.of(
                    Bar.notMeasured(results.subject(), text, Bar.number(">= %.2f", OF_BARE_LOOP)));
        }
        return pipelines.stream()
                .map(
                        m ->
                                Bar.atLeast(
                                        results.subject(),
                                        text + ": " + m.path("setting").asText(),
                                        m.path("ratio").asDouble(),
                                        OF_BARE_LOOP))
                .toList();
    }
}
