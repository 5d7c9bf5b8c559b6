package io.countenance.benchmarks.summary;

import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.benchmarks.tracking.TrackingAim;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How well persons are followed. */
final class TrackingBars {

    private TrackingBars() {}

    /** For each kind of scene that was measured. */
    static List<Bar> of(Results results) {
        List<JsonNode> scenes = results.with("idf1");
        if (scenes.isEmpty()) {
            return List.of(
                    Bar.notMeasured(
                            results.subject(),
                            "IDF1, nobody hidden",
                            Bar.number(">= %.2f", TrackingAim.IN_SIGHT)),
                    Bar.notMeasured(
                            results.subject(),
                            "IDF1, persons hidden for a while",
                            Bar.number(">= %.2f", TrackingAim.HIDDEN)));
        }
        return scenes.stream().flatMap(scene -> bar(results.subject(), scene).stream()).toList();
    }

    private static Optional<Bar> bar(String subject, JsonNode scene) {
        String kind = scene.path("scene").asText();
        boolean hidden = scene.path("hidden").asBoolean();
        String identity = scene.path("identity").asText();
        OptionalDouble aim = TrackingAim.idf1(kind, hidden, identity);
        if (aim.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Bar.atLeast(
                        subject,
                        "IDF1, %s: %s, %s heads, %s"
                                .formatted(
                                        hidden ? "persons hidden for a while" : "nobody hidden",
                                        kind,
                                        scene.path("heads").asText(),
                                        identity),
                        scene.path("idf1").asDouble(),
                        aim.getAsDouble()));
    }
}
