package io.countenance.demo.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.schemas.ExpressionWindow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainLinesTest {

    private static String line(int observations) {
        Instant start = Instant.parse("2026-03-01T12:00:00Z");
        StringWriter text = new StringWriter();
        try (PlainLines lines = new PlainLines(new PrintWriter(text))) {
            lines.expressionWindow(
                    ExpressionWindow.newBuilder()
                            .setCameraId("hall")
                            .setPersonId(3)
                            .setWindowStart(start)
                            .setWindowEnd(start.plusSeconds(5))
                            .setRevision(0)
                            .setObservations(observations)
                            .setDistribution(Map.of("neutral", 1.0))
                            .setStandardError(Map.of("neutral", 0.0))
                            .setEntropy(0)
                            .setDominant("neutral")
                            .setTransitions(0)
                            .setCoverage(0.5)
                            .setMeanQuality(0.8)
                            .setFirstSeen(start)
                            .setLastSeen(start)
                            .setModelIds(List.of("a@1"))
                            .build());
        }
        return text.toString();
    }

    @Test
    void countsReadings() {
        assertThat(line(1)).contains("hall", "person 3 ", "(1 reading, seen 50 % of the time)");
        assertThat(line(12)).contains("(12 readings, seen 50 % of the time)");
    }
}
