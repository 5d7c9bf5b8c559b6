package io.countenance.job.deadletter;

import io.countenance.job.frame.FrameFaces;
import io.countenance.job.frame.FrameOrigin;
import io.countenance.job.frame.Refusal;
import io.countenance.job.track.PersonObservation;
import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.DeadLetterUnit;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.OutputTag;

/**
 * Makes dead letters and counts them by reason (metric {@code deadLetters}, in a group {@code
 * reason.CODE}). Used by one operator's thread.
 */
public final class DeadLetters {

    /** The side output of every operator that refuses something. */
    public static final OutputTag<DeadLetter> TAG =
            new OutputTag<>("dead-letters", new AvroTypeInfo<>(DeadLetter.class));

    private final MetricGroup metrics;
    private final Map<String, Counter> counters = new HashMap<>();

    public DeadLetters(MetricGroup metrics) {
        this.metrics = metrics;
    }

    /** A whole frame that is lost. */
    public DeadLetter frame(FrameFaces frame, Refusal refusal) {
        count(refusal);
        return letter(DeadLetterUnit.FRAME, refusal, frame.cameraId(), frame.origin())
                .setSequenceNumber(frame.sequenceNumber() < 0 ? null : frame.sequenceNumber())
                .setCaptureTime(Instant.ofEpochMilli(frame.captureTime()))
                .build();
    }

    /** One reading of a face that is lost. */
    public DeadLetter observation(PersonObservation observation, Refusal refusal) {
        count(refusal);
        return letter(
                        DeadLetterUnit.OBSERVATION,
                        refusal,
                        observation.cameraId(),
                        observation.origin())
                .setSequenceNumber(observation.sequenceNumber())
                .setCaptureTime(Instant.ofEpochMilli(observation.captureTime()))
                .build();
    }

    private static DeadLetter.Builder letter(
            DeadLetterUnit unit, Refusal refusal, String cameraId, FrameOrigin origin) {
        return DeadLetter.newBuilder()
                .setUnit(unit)
                .setStage(refusal.stage())
                .setReason(refusal.reason())
                .setMessage(String.valueOf(refusal.message()))
                .setCameraId(cameraId.isEmpty() ? null : cameraId)
                .setTopic(origin.topic())
                .setPartition(origin.partition())
                .setOffset(origin.offset());
    }

    private void count(Refusal refusal) {
        counters.computeIfAbsent(
                        refusal.reason(),
                        code -> metrics.addGroup("reason", code).counter("deadLetters"))
                .inc();
    }
}
