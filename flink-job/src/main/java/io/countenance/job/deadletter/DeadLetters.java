package io.countenance.job.deadletter;

import io.countenance.job.frame.FrameFaces;
import io.countenance.job.frame.Refusal;
import io.countenance.job.metrics.FrameCounts;
import io.countenance.job.metrics.FrameFate;
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
 * Makes dead letters and counts them: by reason (metric {@code deadLetters}, in a group {@code
 * reason.CODE}) and by camera ({@link FrameCounts}). Used by one operator's thread.
 */
public final class DeadLetters {

    /** The side output of every operator that refuses something. */
    public static final OutputTag<DeadLetter> TAG =
            new OutputTag<>("dead-letters", new AvroTypeInfo<>(DeadLetter.class));

    private final MetricGroup metrics;
    private final FrameCounts counts;
    private final Map<String, Counter> byReason = new HashMap<>();

    /** With metrics of at most {@code maxCameras} cameras. */
    public DeadLetters(MetricGroup metrics, int maxCameras) {
        this.metrics = metrics;
        this.counts = new FrameCounts(metrics, maxCameras);
    }

    /** The letter of a frame that is lost. */
    public DeadLetter of(FrameFaces frame, Refusal refusal) {
        byReason.computeIfAbsent(
                        refusal.reason(),
                        code -> metrics.addGroup("reason", code).counter("deadLetters"))
                .inc();
        counts.count(frame.cameraId(), FrameFate.ofRefused(refusal.reason()));
        return DeadLetter.newBuilder()
                .setUnit(DeadLetterUnit.FRAME)
                .setStage(refusal.stage())
                .setReason(refusal.reason())
                .setMessage(String.valueOf(refusal.message()))
                .setCameraId(frame.cameraId().isEmpty() ? null : frame.cameraId())
                .setSequenceNumber(frame.sequenceNumber() < 0 ? null : frame.sequenceNumber())
                .setCaptureTime(Instant.ofEpochMilli(frame.captureTime()))
                .setTopic(frame.origin().topic())
                .setPartition(frame.origin().partition())
                .setOffset(frame.origin().offset())
                .build();
    }
}
