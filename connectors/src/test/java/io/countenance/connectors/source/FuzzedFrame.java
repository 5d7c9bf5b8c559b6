package io.countenance.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.DeadLetterUnit;
import io.countenance.schemas.ReasonCode;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** What must hold of whatever record stands in the frames topic. */
final class FuzzedFrame {

    static final long TIME = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    private static final Instant SINCE = Instant.parse("1999-12-31T23:59:00Z");
    private static final Duration MAX_FUTURE = Duration.ofMinutes(1);
    private static final int MAX_FRAME_BYTES = 10_000;
    private static final int OFFSET = 99;
    private static final Set<String> REASONS =
            Arrays.stream(ReasonCode.values()).map(ReasonCode::code).collect(Collectors.toSet());
    private static final RecordCodec<DeadLetter> LETTERS =
            new RecordCodec<>(DeadLetter.class, ResultFormat.JSON);

    private final FrameRecordReader reader =
            new FrameRecordReader(FrameFormat.AUTO, MAX_FRAME_BYTES, MAX_FUTURE);

    /**
     * Reads a record: it is a frame that later stages can rely on, or refused for a reason that a
     * dead letter can carry.
     */
    void check(byte @Nullable [] key, byte @Nullable [] value, Headers headers, long timestamp) {
        IngestedFrame frame =
                reader.read(
                        new ConsumerRecord<>(
                                "frames",
                                0,
                                OFFSET,
                                timestamp,
                                TimestampType.CREATE_TIME,
                                0,
                                0,
                                key,
                                value,
                                headers,
                                Optional.empty()));
        if (frame.refused()) {
            assertThat(frame.reason()).isIn(REASONS);
            assertThat(frame.message()).isNotBlank();
            assertThat(frame.image()).isEmpty();
            assertThat(LETTERS.decode(LETTERS.encode(letter(frame))).getMessage())
                    .isEqualTo(frame.message());
        } else {
            assertThat(frame.cameraId()).isNotBlank().hasSizeLessThanOrEqualTo(128);
            assertThat(frame.sequenceNumber()).isNotNegative();
            assertThat(frame.captureTime() - MAX_FUTURE.toMillis())
                    .isBetween(SINCE.toEpochMilli(), timestamp);
            assertThat(frame.width()).isNotNegative();
            assertThat(frame.height()).isNotNegative();
            assertThat(frame.image()).isNotEmpty().hasSizeLessThanOrEqualTo(MAX_FRAME_BYTES);
        }
    }

    private static DeadLetter letter(IngestedFrame frame) {
        return DeadLetter.newBuilder()
                .setUnit(DeadLetterUnit.FRAME)
                .setStage("source")
                .setReason(frame.reason())
                .setMessage(frame.message())
                .setCameraId(frame.cameraId())
                .setSequenceNumber(frame.sequenceNumber())
                .setCaptureTime(Instant.ofEpochMilli(frame.captureTime()))
                .setTopic(frame.topic())
                .setPartition(frame.partition())
                .setOffset(frame.offset())
                .build();
    }
}
