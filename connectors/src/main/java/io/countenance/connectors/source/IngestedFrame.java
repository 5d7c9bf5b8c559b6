package io.countenance.connectors.source;

import org.jspecify.annotations.Nullable;

/**
 * A record of the frames topic as it entered the job: a frame, or the reason why it is none. A
 * Flink POJO (record).
 *
 * @param cameraId the camera; empty where the record was refused before it could be read
 * @param sequenceNumber the camera's count of frames; -1 where unknown
 * @param captureTime ms since 1970-01-01T00:00:00Z; the Kafka timestamp where the record was
 *     refused
 * @param width px as the record claims, 0 where it does not
 * @param height px as the record claims, 0 where it does not
 * @param image the whole JPEG or PNG file; empty where refused
 * @param topic where the record came from
 * @param partition where the record came from
 * @param offset where the record came from
 * @param reason code of {@link io.countenance.schemas.ReasonCode}, or null where the frame is in
 *     order
 * @param message for a person to read, or null
 */
public record IngestedFrame(
        String cameraId,
        long sequenceNumber,
        long captureTime,
        int width,
        int height,
        byte[] image,
        String topic,
        int partition,
        long offset,
        @Nullable String reason,
        @Nullable String message) {

    /** Whether this is no frame but a refused record. */
    public boolean refused() {
        return reason != null;
    }
}
