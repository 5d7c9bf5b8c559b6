package io.countenance.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** One valid record of each topic. */
final class ExampleRecords {

    static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final List<String> LABELS =
            List.of(
                    "neutral",
                    "happiness",
                    "surprise",
                    "sadness",
                    "anger",
                    "disgust",
                    "fear",
                    "contempt");

    private ExampleRecords() {}

    static VideoFrame videoFrame() {
        return VideoFrame.newBuilder()
                .setCameraId("Eingang Süd")
                .setSequenceNumber(41)
                .setCaptureTime(TIME)
                .setWidth(640)
                .setHeight(480)
                .setImage(
                        ByteBuffer.wrap(
                                new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1, 2, 3}))
                .build();
    }

    static FaceExpression faceExpression() {
        Map<String, Float> distribution = new LinkedHashMap<>();
        LABELS.forEach(label -> distribution.put(label, 0.125f));
        return FaceExpression.newBuilder()
                .setCameraId("lobby")
                .setSequenceNumber(7)
                .setCaptureTime(TIME)
                .setPersonId(3)
                .setFrameWidth(1920)
                .setFrameHeight(1080)
                .setBox(new BoundingBox(10.5f, -2f, 100f, 120.25f))
                .setDetectionScore(0.99f)
                .setQuality(new FaceQuality(0.8f, 55.5f, 100f, -12.5f, null))
                .setDominant("neutral")
                .setDistribution(distribution)
                .setModelId("expressions.onnx@0123456789ab")
                .build();
    }

    static FrameResult frameResult() {
        return new FrameResult(
                "lobby", 7L, TIME, FrameOutcome.CLASSIFIED, 1, "expressions.onnx@0123456789ab");
    }

    static ExpressionWindow expressionWindow() {
        return ExpressionWindow.newBuilder()
                .setCameraId("lobby")
                .setPersonId(3)
                .setWindowStart(TIME)
                .setWindowEnd(TIME.plusSeconds(10))
                .setRevision(0)
                .setObservations(100)
                .setDistribution(doubles(0.125))
                .setStandardError(doubles(1.0 / 3))
                .setEntropy(3)
                .setDominant("neutral")
                .setTransitions(4)
                .setCoverage(0.75)
                .setMeanQuality(0.5)
                .setFirstSeen(TIME)
                .setLastSeen(TIME.plusSeconds(9))
                .setModelIds(List.of("b@1", "a@2"))
                .setFrameCoverage(0.25)
                .setMaxFramesPerSecond(2.5)
                .setAbstained(true)
                .build();
    }

    static RoomWindow roomWindow() {
        return RoomWindow.newBuilder()
                .setCameraId("lobby")
                .setWindowStart(TIME)
                .setWindowEnd(TIME.plusSeconds(10))
                .setRevision(1)
                .setPersons(5)
                .setObservations(500)
                .setDistribution(doubles(0.125))
                .setStandardError(doubles(Double.NaN))
                .setEntropy(3)
                .setDominant("neutral")
                .setMeanQuality(0.5)
                .setModelIds(List.of("a@2"))
                .setFrameCoverage(1)
                .setMaxFramesPerSecond(0)
                .setAbstained(false)
                .build();
    }

    static DeadLetter deadLetter() {
        return DeadLetter.newBuilder()
                .setUnit(DeadLetterUnit.FRAME)
                .setStage("source")
                .setReason(ReasonCode.EMPTY_VALUE.code())
                .setMessage("The record has \"no\" value")
                .setCameraId(null)
                .setSequenceNumber(null)
                .setCaptureTime(TIME)
                .setTopic("video-frames")
                .setPartition(2)
                .setOffset(5_000_000_000L)
                .build();
    }

    /**
     * The room window in Avro whose maps and arrays are in blocks that tell their size in bytes; a
     * reader may pass over them by it.
     */
    static byte[] inBlocks() {
        byte[] plain = new RecordCodec<>(RoomWindow.class, ResultFormat.AVRO).encode(roomWindow());
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(plain, 0, 10);
        try {
            Encoder encoder =
                    new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(value, null);
            new SpecificDatumWriter<RoomWindow>(RoomWindow.getClassSchema(), new OrderedMapData())
                    .write(roomWindow(), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return value.toByteArray();
    }

    private static Map<String, Double> doubles(double value) {
        Map<String, Double> map = new LinkedHashMap<>();
        LABELS.forEach(label -> map.put(label, value));
        return map;
    }
}
