package io.countenance.benchmarks.summary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** More cameras, and more persons. */
final class ScaleBars {

    /** What is called flat: as much as measurements vary. */
    private static final double FLAT = 0.9;

    private static final double MEGA = 1e6;

    private ScaleBars() {}

    /** From the first number of cameras to the last, and for the largest number of persons. */
    static List<Bar> of(Results results) {
        List<Bar> bars = new ArrayList<>();
        String flat = "frames/s of all cameras, as their number grows";
        List<JsonNode> cameras = results.with("ratio");
        if (cameras.size() < 2) {
            bars.add(Bar.notMeasured(results.subject(), flat, Bar.number(">= %.2f", FLAT)));
        } else {
            JsonNode few = cameras.get(0);
            JsonNode many = cameras.get(cameras.size() - 1);
            String range = "%d to %d cameras".formatted(count(few), count(many));
            bars.add(
                    Bar.atLeast(
                            results.subject(),
                            flat + ": " + range,
                            many.path("ratio").asDouble(),
                            FLAT));
            bars.add(
                    Bar.figure(
                            results.subject(),
                            "memory for each camera: " + range,
                            Bar.number(
                                    "%.1f MB resident, %.1f MB heap",
                                    perCamera("residentBytes", few, many),
                                    perCamera("heapBytes", few, many))));
        }
        List<JsonNode> persons = results.with("persons");
        String state = "checkpoint, persons in state";
        if (persons.isEmpty()) {
            bars.add(Bar.notMeasured(results.subject(), state, ""));
        } else {
            JsonNode most = persons.get(persons.size() - 1);
            bars.add(
                    Bar.figure(
                            results.subject(),
                            Bar.number("%s: %,d", state, most.path("persons").asInt()),
                            Bar.number(
                                    "%.1f MB, %.0f ms",
                                    most.path("checkpointBytes").asDouble() / MEGA,
                                    most.path("checkpointMillis").asDouble())));
        }
        return bars;
    }

    private static int count(JsonNode scale) {
        return scale.path("cameras").asInt();
    }

    private static double perCamera(String bytes, JsonNode few, JsonNode many) {
        return (many.path(bytes).asDouble() - few.path(bytes).asDouble())
                / (count(many) - count(few))
                / MEGA;
    }
}
