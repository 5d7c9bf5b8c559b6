package io.countenance.benchmarks.summary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** How well persons are followed. */
final class TrackingBars {

    private static final double IN_SIGHT = 0.95;
    private static final double HIDDEN = 0.85;

    private TrackingBars() {}

    /** For each kind of scene that was measured. */
    static List<Bar> of(Results results) {
        List<JsonNode> scenes = results.with("idf1");
        if (scenes.isEmpty()) {
            return List.of(
                    Bar.notMeasured(
                            results.subject(),
                            "IDF1, nobody hidden",
                            Bar.number(">= %.2f", IN_SIGHT)),
                    Bar.notMeasured(
                            results.subject(),
                            "IDF1, persons hidden for a while",
                            Bar.number(">= %.2f", HIDDEN)));
        }
        return scenes.stream()
                .filter(TrackingBars::isAimedAt)
                .map(scene -> bar(results.subject(), scene))
                .toList();
    }

    /** Whoever comes back when the tracks are long forgotten is another person to them. */
    private static boolean isAimedAt(JsonNode scene) {
        return !(scene.path("scene").asText().equals("back late")
                && scene.path("identity").asText().equals("track"));
    }

    private static Bar bar(String subject, JsonNode scene) {
        boolean hidden = scene.path("hidden").asBoolean();
        return Bar.atLeast(
                subject,
                "IDF1, %s: %s, %s heads, %s"
                        .formatted(
                                hidden ? "persons hidden for a while" : "nobody hidden",
                                scene.path("scene").asText(),
                                scene.path("heads").asText(),
                                scene.path("identity").asText()),
                scene.path("idf1").asDouble(),
                hidden ? HIDDEN : IN_SIGHT);
    }
}
