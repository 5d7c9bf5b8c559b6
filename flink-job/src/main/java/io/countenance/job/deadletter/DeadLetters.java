package io.countenance.job.deadletter;

import io.countenance.job.frame.FrameFaces;
import io.countenance.job.frame.FrameLogContext;
import io.countenance.job.frame.Refusal;
import io.countenance.job.metrics.FaceFate;
import io.countenance.job.metrics.FrameCounts;
import io.countenance.job.metrics.FrameFate;
import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.DeadLetterUnit;
import io.countenance.schemas.ReasonCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes dead letters and counts them: by reason (metric {@code deadLetters}, in a group {@code
 * reason.CODE}, for all reasons from the start, so that the first letter counts as a rise from 0)
 * and by camera ({@link FrameCounts}). Each is logged at DEBUG. Used by one operator's thread.
 */
public final class DeadLetters {

    /** The side output of every operator that refuses something. */
    public static final OutputTag<DeadLetter> TAG =
            new OutputTag<>("dead-letters", new AvroTypeInfo<>(DeadLetter.class));

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final FrameCounts counts;
    private final Map<String, Counter> byReason = new HashMap<>();

    /**
     * With metrics of at most {@code maxCameras} cameras.
     *
     * @param frames what becomes of the frames that the operator refuses
     * @param faces what becomes of the faces in them
     */
    public DeadLetters(
            MetricGroup metrics, int maxCameras, Set<FrameFate> frames, Set<FaceFate> faces) {
        counts = new FrameCounts(metrics, maxCameras, frames, faces);
        for (ReasonCode reason : ReasonCode.values()) {
            byReason.put(
                    reason.code(),
                    metrics.addGroup("reason", reason.code()).counter("deadLetters"));
        }
    }

    /** The letter of a frame that is lost. */
    public DeadLetter of(FrameFaces frame, Refusal refusal) {
        byReason.get(refusal.reason()).inc();
        counts.count(frame.cameraId(), FrameFate.ofRefused(refusal.reason()));
        if (!frame.faces().isEmpty()) {
            counts.count(frame.cameraId(), FaceFate.REFUSED, frame.faces().size());
        }
        if (LOG.isDebugEnabled()) {
            try (FrameLogContext ids = FrameLogContext.of(frame)) {
                LOG.debug("Dead letter {}: {}", refusal.reason(), refusal.message());
            }
        }
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
