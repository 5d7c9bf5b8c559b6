package io.countenance.connectors.source;

import io.countenance.schemas.MalformedRecordException;
import io.countenance.schemas.ReasonCode;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import io.countenance.schemas.SingleObjectEncoding;
import io.countenance.schemas.VideoFrame;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.apache.avro.message.MissingSchemaException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Makes exactly one {@link IngestedFrame} of each record, whatever its bytes are: a frame, or a
 * refused record with its reason. Looks at the record and its picture's first bytes only; the
 * picture itself is decoded later. Knows nothing of Flink. One thread at a time.
 */
public final class FrameRecordReader implements Serializable {

    private static final long serialVersionUID = 1;
    private static final byte[] NO_IMAGE = {};
    private static final int MAX_CAMERA_CHARACTERS = 128;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final FrameFormat format;
    private final int maxFrameBytes;
    private final Duration maxFuture;
    private transient @Nullable RecordCodec<VideoFrame> codec;

    /**
     * A reader.
     *
     * @param format what the topic may hold; anything else is refused
     * @param maxFrameBytes largest value that is taken, bytes
     * @param maxFuture how far a capture time may be after its record's Kafka timestamp
     */
    public FrameRecordReader(FrameFormat format, int maxFrameBytes, Duration maxFuture) {
        this.format = format;
        this.maxFrameBytes = maxFrameBytes;
        this.maxFuture = maxFuture;
    }

    /** The frame that a record holds, or why it holds none; never fails. */
    public IngestedFrame read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return checkTime(frame(record));
        } catch (RefusedFrameException e) {
            return refused(record, cameraIfKnown(record), -1, e);
        }
    }

    private IngestedFrame frame(ConsumerRecord<byte[], byte[]> record)
            throws RefusedFrameException {
        byte[] value = record.value();
        if (value == null || value.length == 0) {
            throw new RefusedFrameException(ReasonCode.EMPTY_VALUE, "The record has no value");
        }
        if (value.length > maxFrameBytes) {
            throw new RefusedFrameException(
                    ReasonCode.IMAGE_TOO_LARGE,
                    "The record's value has %d bytes; at most %d are allowed"
                            .formatted(value.length, maxFrameBytes));
        }
        if (format != FrameFormat.IMAGE && SingleObjectEncoding.hasMarker(value)) {
            return avroFrame(record, value);
        }
        if (format != FrameFormat.AVRO && isJpegOrPng(value)) {
            return imageFrame(record, value);
        }
        throw new RefusedFrameException(
                ReasonCode.UNKNOWN_FORMAT,
                switch (format) {
                    case AUTO ->
                            "The value is neither a JPEG, nor a PNG, nor a VideoFrame in single-object Avro";
                    case AVRO -> "The value is no VideoFrame in single-object Avro";
                    case IMAGE -> "The value is neither a JPEG nor a PNG";
                });
    }

    private IngestedFrame avroFrame(ConsumerRecord<byte[], byte[]> record, byte[] value)
            throws RefusedFrameException {
        VideoFrame frame = decode(value);
        String camera = checkCamera(frame.getCameraId(), "VideoFrame.cameraId");
        if (frame.getSequenceNumber() < 0 || frame.getWidth() < 0 || frame.getHeight() < 0) {
            throw new RefusedFrameException(
                    ReasonCode.MALFORMED_AVRO,
                    "VideoFrame.sequenceNumber, width and height must not be negative; they are %d, %d and %d"
                            .formatted(
                                    frame.getSequenceNumber(),
                                    frame.getWidth(),
                                    frame.getHeight()));
        }
        if (!frame.getImage().hasRemaining()) {
            throw new RefusedFrameException(
                    ReasonCode.EMPTY_VALUE, "VideoFrame.image has no bytes");
        }
        return accepted(
                record,
                camera,
                frame.getSequenceNumber(),
                IngestedFrame.NO_HASH,
                frame.getCaptureTime().toEpochMilli(),
                frame.getWidth(),
                frame.getHeight(),
                bytes(frame.getImage()));
    }

    private VideoFrame decode(byte[] value) throws RefusedFrameException {
        if (codec == null) {
            codec = new RecordCodec<>(VideoFrame.class, ResultFormat.AVRO);
        }
        try {
            return codec.decode(value);
        } catch (MissingSchemaException e) {
            throw new RefusedFrameException(ReasonCode.UNKNOWN_SCHEMA, e.getMessage());
        } catch (MalformedRecordException e) {
            throw new RefusedFrameException(ReasonCode.MALFORMED_AVRO, e.getMessage());
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        if (buffer.hasArray()
                && buffer.arrayOffset() == 0
                && buffer.array().length == buffer.remaining()) {
            return buffer.array();
        }
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }

    private static IngestedFrame imageFrame(ConsumerRecord<byte[], byte[]> record, byte[] value)
            throws RefusedFrameException {
        String camera = cameraOf(record);
        long sequenceNumber = number(record, FrameHeaders.SEQUENCE_NUMBER, record.offset());
        long captureTime = number(record, FrameHeaders.CAPTURE_TIME, record.timestamp());
        long contentHash =
                record.headers().lastHeader(FrameHeaders.SEQUENCE_NUMBER) == null
                        ? hash(value)
                        : IngestedFrame.NO_HASH;
        return accepted(record, camera, sequenceNumber, contentHash, captureTime, 0, 0, value);
    }

    private static long hash(byte[] image) {
        CRC32C crc = new CRC32C();
        crc.update(image);
        return crc.getValue();
    }

    private static boolean isJpegOrPng(byte[] value) {
        return startsWith(value, 0xFF, 0xD8, 0xFF)
                || startsWith(value, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A);
    }

    private static boolean startsWith(byte[] value, int... marker) {
        if (value.length < marker.length) {
            return false;
        }
        for (int i = 0; i < marker.length; i++) {
            if (value[i] != (byte) marker[i]) {
                return false;
            }
        }
        return true;
    }

    private static String cameraOf(ConsumerRecord<byte[], byte[]> record)
            throws RefusedFrameException {
        Header header = record.headers().lastHeader(FrameHeaders.CAMERA_ID);
        String origin = header == null ? "The key" : "The header " + FrameHeaders.CAMERA_ID;
        byte[] name = header == null ? record.key() : header.value();
        if (name == null || name.length == 0) {
            throw new RefusedFrameException(
                    ReasonCode.MISSING_CAMERA,
                    "Neither the key nor the header " + FrameHeaders.CAMERA_ID + " names a camera");
        }
        try {
            return checkCamera(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString(),
                    origin);
        } catch (CharacterCodingException e) {
            throw new RefusedFrameException(
                    ReasonCode.MISSING_CAMERA, origin + " is no UTF-8 text, so it names no camera");
        }
    }

    private static String checkCamera(String camera, String origin) throws RefusedFrameException {
        if (camera.isBlank()
                || camera.length() > MAX_CAMERA_CHARACTERS
                || camera.chars().anyMatch(Character::isISOControl)) {
            throw new RefusedFrameException(
                    ReasonCode.MISSING_CAMERA,
                    "%s must name a camera in 1 to %d characters, none of them a control character; it has %d"
                            .formatted(origin, MAX_CAMERA_CHARACTERS, camera.length()));
        }
        return camera;
    }

    /**
     * For the dead letter of a record that is refused for another reason; empty where it has no
     * usable camera.
     */
    private static String cameraIfKnown(ConsumerRecord<byte[], byte[]> record) {
        try {
            return cameraOf(record);
        } catch (RefusedFrameException e) {
            return "";
        }
    }

    private static long number(ConsumerRecord<byte[], byte[]> record, String name, long otherwise)
            throws RefusedFrameException {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            return otherwise;
        }
        byte[] value = header.value();
        if (value != null && value.length >= 1 && value.length <= 18) {
            long number = 0;
            for (byte digit : value) {
                if (digit < '0' || digit > '9') {
                    number = -1;
                    break;
                }
                number = 10 * number + digit - '0';
            }
            if (number >= 0) {
                return number;
            }
        }
        throw new RefusedFrameException(
                ReasonCode.INVALID_HEADER,
                "The header %s must be a decimal number of 1 to 18 ASCII digits".formatted(name));
    }

    /**
     * Goes by the record alone, never by this machine's clock: a replay must refuse the same
     * frames. A clock that is wrong by less is {@code TrackPersons}' business.
     */
    private IngestedFrame checkTime(IngestedFrame frame) {
        long time = frame.captureTime();
        if (time < EARLIEST.toEpochMilli() || time >= LATEST.toEpochMilli()) {
            return outOfRange(
                    frame,
                    "The capture time %d ms must be from %s to %s"
                            .formatted(time, EARLIEST, LATEST));
        }
        if (time - maxFuture.toMillis() > frame.recordTime()) {
            return outOfRange(
                    frame,
                    "The capture time %d ms is %d ms after the record's own timestamp; %d ms are allowed (frames.max-future)"
                            .formatted(time, time - frame.recordTime(), maxFuture.toMillis()));
        }
        return frame;
    }

    private static IngestedFrame outOfRange(IngestedFrame frame, String message) {
        return new IngestedFrame(
                frame.cameraId(),
                frame.sequenceNumber(),
                frame.contentHash(),
                frame.captureTime(),
                frame.recordTime(),
                0,
                0,
                NO_IMAGE,
                frame.topic(),
                frame.partition(),
                frame.offset(),
                ReasonCode.TIMESTAMP_OUT_OF_RANGE.code(),
                message,
                Sampling.NONE);
    }

    private static IngestedFrame accepted(
            ConsumerRecord<byte[], byte[]> record,
            String camera,
            long sequenceNumber,
            long contentHash,
            long captureTime,
            int width,
            int height,
            byte[] image) {
        return new IngestedFrame(
                camera,
                sequenceNumber,
                contentHash,
                captureTime,
                record.timestamp(),
                width,
                height,
                image,
                record.topic(),
                record.partition(),
                record.offset(),
                null,
                null,
                Sampling.NONE);
    }

    private static IngestedFrame refused(
            ConsumerRecord<byte[], byte[]> record,
            String camera,
            long sequenceNumber,
            RefusedFrameException why) {
        return new IngestedFrame(
                camera,
                sequenceNumber,
                IngestedFrame.NO_HASH,
                record.timestamp(),
                record.timestamp(),
                0,
                0,
                NO_IMAGE,
                record.topic(),
                record.partition(),
                record.offset(),
                why.reason().code(),
                why.getMessage(),
                Sampling.NONE);
    }
}
