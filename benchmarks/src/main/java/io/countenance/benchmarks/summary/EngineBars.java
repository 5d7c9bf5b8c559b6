package io.countenance.benchmarks.summary;

import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.benchmarks.measure.Median;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The whole job against its kernels, and against a plain loop. */
final class EngineBars {

    private static final double OF_BARE_LOOP = 0.9;
    private static final double OF_PLAIN_LOOP = 3;
    private static final int MANY_FACES = 20;

    private EngineBars() {}

    /** For each setting that was asked for, whether it was measured or not. */
    static List<Bar> of(Results results) {
        List<Bar> bars = new ArrayList<>();
        List<Bar> ofPlainLoop = new ArrayList<>();
        for (String size : List.of("640 x 480", "1280 x 720")) {
            for (int faces : List.of(1, 5, MANY_FACES)) {
                for (int parallelism : List.of(1, 2)) {
                    String setting =
                            "%s, %d face%s, parallelism %d"
                                    .formatted(size, faces, faces == 1 ? "" : "s", parallelism);
                    bars.add(bar(results, setting, "bare loop", OF_BARE_LOOP));
                    if (faces == MANY_FACES) {
                        ofPlainLoop.add(bar(results, setting, "plain loop", OF_PLAIN_LOOP));
                        ofPlainLoop.add(
                                bar(
                                        results,
                                        setting + ", model int8",
                                        "plain loop",
                                        OF_PLAIN_LOOP));
                    }
                }
            }
        }
        bars.addAll(ofPlainLoop);
        return bars;
    }

    private static Bar bar(Results results, String setting, String other, double least) {
        String text = "frames/s, engine by " + other + ": " + setting;
        Optional<JsonNode> engine = contender(results, setting, "engine");
        Optional<JsonNode> compared = contender(results, setting, other);
        if (engine.isEmpty() || compared.isEmpty()) {
            return Bar.notMeasured(results.subject(), text, Bar.number(">= %.2f", least));
        }
        return Bar.atLeast(results.subject(), text, ratio(engine.get(), compared.get()), least);
    }

    private static Optional<JsonNode> contender(Results results, String setting, String name) {
        return results.measurements().stream()
                .filter(m -> m.path("setting").asText().equals(setting))
                .filter(m -> m.path("contender").asText().equals(name))
                .findFirst();
    }

    /** Median of the ratios of each turn, as the benchmark has it for its first contender. */
    private static double ratio(JsonNode one, JsonNode other) {
        double[] ratios = new double[one.path("perSecond").size()];
        Arrays.setAll(
                ratios,
                turn ->
                        one.path("perSecond").path(turn).asDouble()
                                / other.path("perSecond").path(turn).asDouble());
        return Median.of(ratios);
    }
}
