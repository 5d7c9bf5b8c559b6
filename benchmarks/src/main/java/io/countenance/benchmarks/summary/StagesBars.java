package io.countenance.benchmarks.summary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a frame leaves for the garbage collector. */
final class StagesBars {

    private static final String SETTING = "640 x 480, 20 faces";

    private StagesBars() {}

    /** All stages together. */
    static List<Bar> of(Results results) {
        String text = "Java's heap for a frame, all stages: " + SETTING;
        List<JsonNode> stages =
                results.measurements().stream()
                        .filter(m -> m.path("setting").asText().equals(SETTING))
                        .toList();
        if (stages.isEmpty()) {
            return List.of(Bar.notMeasured(results.subject(), text, ""));
        }
        double bytes = stages.stream().mapToDouble(m -> m.path("bytesAllocated").asDouble()).sum();
        return List.of(Bar.figure(results.subject(), text, Bar.number("%,.0f kB", bytes / 1000)));
    }
}
