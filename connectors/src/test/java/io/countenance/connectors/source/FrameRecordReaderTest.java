package io.countenance.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.DeadLetterUnit;
import io.countenance.schemas.ReasonCode;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import io.countenance.schemas.VideoFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.flink.types.PojoTestUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRecordReaderTest {

    private static final long TIME = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final byte[] JPEG = {
        (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 1, 2, 3
    };
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A, 9};
    private static final RecordCodec<VideoFrame> AVRO =
            new RecordCodec<>(VideoFrame.class, ResultFormat.AVRO);

    private final FrameRecordReader reader = reader(FrameFormat.AUTO);

    private static FrameRecordReader reader(FrameFormat format) {
        return new FrameRecordReader(format, 10_000, Duration.ofMinutes(1));
    }

    @Test
    void isAPojoWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(IngestedFrame.class);
    }

    @Test
    void readsAPlainPicture() {
        IngestedFrame frame = reader.read(record(TIME, utf8("Tür 1"), JPEG, Map.of()));
        assertThat(frame.refused()).isFalse();
        assertThat(frame.cameraId()).isEqualTo("Tür 1");
        assertThat(frame.sequenceNumber()).as("the offset").isEqualTo(99);
        assertThat(frame.captureTime()).as("the record's timestamp").isEqualTo(TIME);
        assertThat(frame.image()).isEqualTo(JPEG);
        assertThat(reader.read(record(TIME, utf8("a"), PNG, Map.of())).refused()).isFalse();
    }

    @Test
    void headersGoBeforeKeyOffsetAndTimestamp() {
        IngestedFrame frame =
                reader.read(
                        record(
                                TIME + 1,
                                utf8("key"),
                                JPEG,
                                Map.of(
                                        "camera-id",
                                        "lobby",
                                        "sequence-number",
                                        "12",
                                        "capture-time",
                                        "" + TIME)));
        assertThat(frame.refused()).isFalse();
        assertThat(frame.cameraId()).isEqualTo("lobby");
        assertThat(frame.sequenceNumber()).isEqualTo(12);
        assertThat(frame.captureTime()).isEqualTo(TIME);
    }

    @Test
    void readsAvro() {
        IngestedFrame frame =
                reader.read(record(TIME, null, avro("lobby", 3, TIME, JPEG), Map.of()));
        assertThat(frame.refused()).isFalse();
        assertThat(frame.cameraId()).isEqualTo("lobby");
        assertThat(frame.sequenceNumber()).isEqualTo(3);
        assertThat(frame.captureTime()).isEqualTo(TIME);
        assertThat(frame.width()).isEqualTo(640);
        assertThat(frame.height()).isEqualTo(480);
        assertThat(frame.image()).isEqualTo(JPEG);
    }

    @Test
    void namesWhatIsWrong() {
        assertRefused(
                record(TIME, utf8("a"), null, Map.of()),
                ReasonCode.EMPTY_VALUE,
                "The record has no value");
        assertRefused(
                record(TIME, utf8("a"), new byte[0], Map.of()), ReasonCode.EMPTY_VALUE, "no value");
        assertRefused(
                record(TIME, utf8("a"), avro("a", 1, TIME, new byte[0]), Map.of()),
                ReasonCode.EMPTY_VALUE,
                "VideoFrame.image has no bytes");
        assertRefused(
                record(TIME, utf8("a"), utf8("GIF89a"), Map.of()),
                ReasonCode.UNKNOWN_FORMAT,
                "neither a JPEG, nor a PNG, nor a VideoFrame");
        assertRefused(
                record(TIME, utf8("a"), Arrays.copyOf(JPEG, 10_001), Map.of()),
                ReasonCode.IMAGE_TOO_LARGE,
                "has 10001 bytes; at most 10000 are allowed");
        byte[] unknown = avro("a", 1, TIME, JPEG);
        unknown[4] ^= 1;
        assertRefused(
                record(TIME, utf8("a"), unknown, Map.of()),
                ReasonCode.UNKNOWN_SCHEMA,
                "fingerprint");
        byte[] cut = Arrays.copyOf(avro("a", 1, TIME, JPEG), 14);
        assertRefused(
                record(TIME, utf8("a"), cut, Map.of()),
                ReasonCode.MALFORMED_AVRO,
                "cannot be read as one");
        byte[] markerOnly = {(byte) 0xC3, 1};
        assertRefused(
                record(TIME, utf8("a"), markerOnly, Map.of()), ReasonCode.MALFORMED_AVRO, "C3 01");
        assertRefused(
                record(TIME, utf8("a"), avro("a", -1, TIME, JPEG), Map.of()),
                ReasonCode.MALFORMED_AVRO,
                "they are -1, 640 and 480");
        assertRefused(
                record(TIME, utf8("a"), deadLetter(), Map.of()),
                ReasonCode.UNKNOWN_SCHEMA,
                "No released VideoFrame schema");
        assertRefused(
                record(TIME, null, JPEG, Map.of()),
                ReasonCode.MISSING_CAMERA,
                "Neither the key nor the header camera-id");
        assertRefused(
                record(TIME, new byte[] {(byte) 0xC3}, JPEG, Map.of()),
                ReasonCode.MISSING_CAMERA,
                "The key is no UTF-8 text");
        assertRefused(
                record(TIME, new byte[8], JPEG, Map.of()),
                ReasonCode.MISSING_CAMERA,
                "none of them a control character");
        assertRefused(
                record(TIME, utf8("x".repeat(129)), JPEG, Map.of()),
                ReasonCode.MISSING_CAMERA,
                "it has 129");
        assertRefused(
                record(TIME, null, avro(" ", 1, TIME, JPEG), Map.of()),
                ReasonCode.MISSING_CAMERA,
                "VideoFrame.cameraId must name a camera");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "abc", "1234567890123456789"})
    void refusesHeadersThatAreNoNumbers(String number) {
        assertRefused(
                record(TIME, utf8("a"), JPEG, Map.of("sequence-number", number)),
                ReasonCode.INVALID_HEADER,
                "The header sequence-number must be a decimal number");
        assertRefused(
                record(TIME, utf8("a"), JPEG, Map.of("capture-time", number)),
                ReasonCode.INVALID_HEADER,
                "The header capture-time must be a decimal number");
    }

    @Test
    void refusesWrongClocksButKeepsWhatIsKnown() {
        assertRefused(
                record(TIME, utf8("a"), avro("a", 1, TIME + 60_001, JPEG), Map.of()),
                ReasonCode.TIMESTAMP_OUT_OF_RANGE,
                "is 60001 ms after the record's own timestamp; 60000 ms are allowed (frames.max-future)");
        assertRefused(
                record(-1, utf8("a"), JPEG, Map.of()),
                ReasonCode.TIMESTAMP_OUT_OF_RANGE,
                "The capture time -1 ms must be from 2000-01-01T00:00:00Z to 2100-01-01T00:00:00Z");
        assertRefused(
                record(TIME, utf8("a"), avro("a", 1, Long.MAX_VALUE, JPEG), Map.of()),
                ReasonCode.TIMESTAMP_OUT_OF_RANGE,
                "9223372036854775807");
        IngestedFrame frame = reader.read(record(TIME, null, avro("lobby", 4, 5, JPEG), Map.of()));
        assertThat(frame.refused()).isTrue();
        assertThat(frame.cameraId()).isEqualTo("lobby");
        assertThat(frame.sequenceNumber()).isEqualTo(4);
        assertThat(
                        reader.read(
                                        record(
                                                TIME,
                                                utf8("a"),
                                                avro("a", 1, TIME + 60_000, JPEG),
                                                Map.of()))
                                .refused())
                .isFalse();
    }

    @Test
    void tellsPicturesWithoutASequenceNumberApartByTheirContent() {
        IngestedFrame first = reader.read(record(TIME, utf8("a"), JPEG, Map.of()));
        assertThat(first.contentHash())
                .isNotNegative()
                .isEqualTo(reader.read(record(TIME, utf8("a"), JPEG, Map.of())).contentHash())
                .isNotEqualTo(reader.read(record(TIME, utf8("a"), PNG, Map.of())).contentHash());
        assertThat(
                        reader.read(record(TIME, utf8("a"), JPEG, Map.of("sequence-number", "7")))
                                .contentHash())
                .isEqualTo(IngestedFrame.NO_HASH);
    }

    @Test
    void aFixedFormatRefusesTheOther() {
        assertThat(reader(FrameFormat.AVRO).read(record(TIME, utf8("a"), JPEG, Map.of())).message())
                .isEqualTo("The value is no VideoFrame in single-object Avro");
        assertThat(
                        reader(FrameFormat.IMAGE)
                                .read(record(TIME, utf8("a"), avro("a", 1, TIME, JPEG), Map.of()))
                                .message())
                .isEqualTo("The value is neither a JPEG nor a PNG");
    }

    @Test
    void neverThrowsAndTakesBoundedMemoryWhateverTheBytesAre() {
        byte[][] seeds = {avro("lobby", 3, TIME, JPEG), JPEG, PNG, deadLetter()};
        Set<String> codes =
                Arrays.stream(ReasonCode.values())
                        .map(ReasonCode::code)
                        .collect(Collectors.toSet());
        Map<String, Integer> outcomes = new HashMap<>();
        SplittableRandom random = new SplittableRandom(20260301);
        long before = allocatedBytes();
        int rounds = 20_000;
        for (int round = 0; round < rounds; round++) {
            byte[] value = mutated(seeds[random.nextInt(seeds.length)], random);
            byte[] key = random.nextInt(4) == 0 ? mutated(utf8("lobby"), random) : utf8("lobby");
            Map<String, String> headers =
                    random.nextInt(4) == 0
                            ? Map.of(
                                    "capture-time",
                                    new String(
                                            mutated(utf8("" + TIME), random),
                                            StandardCharsets.ISO_8859_1))
                            : Map.of();
            IngestedFrame frame =
                    reader.read(
                            record(
                                    random.nextInt(9) == 0 ? random.nextLong() : TIME,
                                    key,
                                    value,
                                    headers));
            outcomes.merge(Optional.ofNullable(frame.reason()).orElse("accepted"), 1, Integer::sum);
            if (frame.refused()) {
                assertThat(codes).contains(frame.reason());
                assertThat(frame.message()).isNotBlank().hasSizeLessThan(1000);
                assertThat(frame.image()).isEmpty();
            } else {
                assertThat(frame.cameraId()).isNotBlank();
                assertThat(frame.image()).isNotEmpty();
            }
        }
        assertThat((allocatedBytes() - before) / rounds)
                .as("bytes allocated for a record")
                .isLessThan(100_000);
        assertThat(outcomes)
                .containsKeys(
                        "accepted",
                        "empty-value",
                        "unknown-format",
                        "unknown-schema",
                        "malformed-avro",
                        "missing-camera",
                        "invalid-header",
                        "timestamp-out-of-range");
    }

    private static byte[] mutated(byte[] seed, SplittableRandom random) {
        int length = random.nextInt(4) == 0 ? random.nextInt(2 * seed.length) : seed.length;
        byte[] value = Arrays.copyOf(seed, length);
        for (int changes = random.nextInt(4); changes > 0 && length > 0; changes--) {
            value[random.nextInt(length)] = (byte) random.nextInt();
        }
        return value;
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean)
                        java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private void assertRefused(
            ConsumerRecord<byte[], byte[]> record, ReasonCode reason, String message) {
        IngestedFrame frame = reader.read(record);
        assertThat(frame.reason()).isEqualTo(reason.code());
        assertThat(frame.message()).contains(message);
        assertThat(frame.image()).isEmpty();
        assertThat(frame.topic()).isEqualTo("video-frames");
        assertThat(frame.partition()).isEqualTo(2);
        assertThat(frame.offset()).isEqualTo(99);
    }

    private static byte[] avro(String camera, long number, long time, byte[] image) {
        return AVRO.encode(
                new VideoFrame(
                        camera,
                        number,
                        Instant.ofEpochMilli(time),
                        640,
                        480,
                        ByteBuffer.wrap(image)));
    }

    private static byte[] deadLetter() {
        return new RecordCodec<>(DeadLetter.class, ResultFormat.AVRO)
                .encode(
                        new DeadLetter(
                                DeadLetterUnit.FRAME,
                                "source",
                                "x",
                                "y",
                                null,
                                null,
                                null,
                                "t",
                                0,
                                0L));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            long timestamp, byte[] key, byte[] value, Map<String, String> headers) {
        RecordHeaders recordHeaders = new RecordHeaders();
        headers.forEach((name, text) -> recordHeaders.add(name, utf8(text)));
        return new ConsumerRecord<>(
                "video-frames",
                2,
                99,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                recordHeaders,
                Optional.empty());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
