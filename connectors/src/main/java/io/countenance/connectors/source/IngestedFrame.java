package io.countenance.connectors.source;

import org.jspecify.annotations.Nullable;

/**
 * A record of the frames topic as it entered the job: a frame, or the reason why it is none. A
 * Flink POJO (record).
 *
 * @param cameraId the camera; empty where the record was refused before it could be read
 * @param sequenceNumber the camera's count of frames; the Kafka offset where the record has none;
 *     -1 where it could not be read
 * @param contentHash CRC-32C of the image where the record has no sequence number of its own, so
 *     that a repetition can be told from another frame of the same ms; -1 where it has one
 * @param captureTime ms since 1970-01-01T00:00:00Z; the Kafka timestamp where the record was
 *     refused
 * @param recordTime the Kafka record's timestamp, ms since 1970-01-01T00:00:00Z
 * @param width px as the record claims, 0 where it does not
 * @param height px as the record claims, 0 where it does not
 * @param image the whole JPEG or PNG file; empty where refused
 * @param topic where the record came from
 * @param partition where the record came from
 * @param offset where the record came from
 * @param reason code of {@link io.countenance.schemas.ReasonCode}, or null where the frame is in
 *     order
 * @param message for a person to read, or null
 * @param sampling how the camera was thinned when this frame was let through
 */
public record IngestedFrame(
        String cameraId,
        long sequenceNumber,
        long contentHash,
        long captureTime,
        long recordTime,
        int width,
        int height,
        byte[] image,
        String topic,
        int partition,
        long offset,
        @Nullable String reason,
        @Nullable String message,
        Sampling sampling) {

    /** {@link #contentHash} of a frame that has a sequence number of its own. */
    public static final long NO_HASH = -1;

    /** Whether this is no frame but a refused record. */
    public boolean refused() {
        return reason != null;
    }

    /** The same frame, with what was left out before it. */
    public IngestedFrame sampled(Sampling by) {
        return new IngestedFrame(
                cameraId,
                sequenceNumber,
                contentHash,
                captureTime,
                recordTime,
                width,
                height,
                image,
                topic,
                partition,
                offset,
                reason,
                message,
                by);
    }
}
