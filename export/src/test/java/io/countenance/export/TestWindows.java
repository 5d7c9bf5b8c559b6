package io.countenance.export;

import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Windows of ten seconds for tests. */
final class TestWindows {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private TestWindows() {}

    static ExpressionWindow window(
            String camera, long person, int number, int revision, double neutral) {
        Map<String, Double> distribution = new LinkedHashMap<>();
        distribution.put("neutral", neutral);
        distribution.put("happiness", 1 - neutral);
        Map<String, Double> errors = new LinkedHashMap<>();
        errors.put("neutral", Double.NaN);
        errors.put("happiness", 0.1);
        Instant start = START.plusSeconds(10L * number);
        return ExpressionWindow.newBuilder()
                .setCameraId(camera)
                .setPersonId(person)
                .setWindowStart(start)
                .setWindowEnd(start.plusSeconds(10))
                .setRevision(revision)
                .setObservations(7)
                .setDistribution(distribution)
                .setStandardError(errors)
                .setEntropy(0.5)
                .setDominant(neutral >= 0.5 ? "neutral" : "happiness")
                .setTransitions(2)
                .setCoverage(0.75)
                .setMeanQuality(0.8)
                .setFirstSeen(start)
                .setLastSeen(start.plusMillis(9_001))
                .setModelIds(List.of("a@1", "b@2"))
                .setFrameCoverage(1)
                .setMaxFramesPerSecond(0)
                .build();
    }

    static ProducerRecord<byte[], byte[]> record(
            String topic, ExpressionWindow window, ResultFormat format) {
        return new ProducerRecord<>(
                topic,
                (window.getCameraId() + '/' + window.getPersonId())
                        .getBytes(StandardCharsets.UTF_8),
                new RecordCodec<>(ExpressionWindow.class, format).encode(window));
    }
}
