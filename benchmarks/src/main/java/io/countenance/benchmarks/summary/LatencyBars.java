package io.countenance.benchmarks.summary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** How long results take with the job's options as they are. */
final class LatencyBars {

    private LatencyBars() {}

    /** For each promise and load. */
    static List<Bar> of(Results results) {
        List<Bar> bars =
                results.measurements().stream()
                        .filter(m -> m.path("option").asText().isEmpty())
                        .filter(m -> m.path("record").asText().equals("face-expressions"))
                        .map(m -> bar(results.subject(), m))
                        .toList();
        return bars.isEmpty()
                ? List.of(Bar.notMeasured(results.subject(), "p50, p95, p99", ""))
                : bars;
    }

    private static Bar bar(String subject, JsonNode latency) {
        return Bar.figure(
                subject,
                Bar.number(
                        "p50, p95, p99: %s, at %.0f %% of the rate",
                        latency.path("delivery").asText(), 100 * latency.path("load").asDouble()),
                Bar.number(
                        "%,.0f, %,.0f, %,.0f ms",
                        latency.path("p50").asDouble(),
                        latency.path("p95").asDouble(),
                        latency.path("p99").asDouble()));
    }
}
