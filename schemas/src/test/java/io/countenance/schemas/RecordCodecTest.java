package io.countenance.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecTest {

    static Stream<SpecificRecord> records() {
        return Stream.of(
                ExampleRecords.videoFrame(),
                ExampleRecords.faceExpression(),
                ExampleRecords.frameResult(),
                ExampleRecords.expressionWindow(),
                ExampleRecords.roomWindow(),
                ExampleRecords.deadLetter());
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsBackWhatItWrote(SpecificRecord record) {
        for (ResultFormat format : ResultFormat.values()) {
            assertThat(roundTrip(record, format)).as("%s", format).isEqualTo(record);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends SpecificRecord> T roundTrip(T record, ResultFormat format) {
        RecordCodec<T> codec = new RecordCodec<>((Class<T>) record.getClass(), format);
        return codec.decode(codec.encode(record));
    }

    @Test
    void writesPlainJsonInTheOrderOfTheSchema() {
        assertThat(json(ExampleRecords.frameResult()))
                .isEqualTo(
                        "{\"cameraId\":\"lobby\",\"sequenceNumber\":7,\"captureTime\":1772366400123,\"outcome\":\"CLASSIFIED\",\"faces\":1,\"modelId\":\"expressions.onnx@0123456789ab\"}");
        assertThat(json(ExampleRecords.deadLetter()))
                .contains(
                        "\"cameraId\":null,\"sequenceNumber\":null,\"captureTime\":1772366400123,")
                .contains("\"message\":\"The record has \\\"no\\\" value\"");
        assertThat(json(ExampleRecords.faceExpression()))
                .contains("\"box\":{\"x\":10.5,\"y\":-2.0,\"width\":100.0,\"height\":120.25}")
                .contains("\"yawDegrees\":-12.5,\"rollDegrees\":null")
                .contains(
                        "{\"neutral\":0.125,\"happiness\":0.125,\"surprise\":0.125,\"sadness\":0.125,");
    }

    @ParameterizedTest
    @EnumSource(ResultFormat.class)
    void keepsTheOrderOfLabels(ResultFormat format) {
        FaceExpression record = ExampleRecords.faceExpression();
        assertThat(roundTrip(record, format).getDistribution().keySet())
                .containsExactlyElementsOf(record.getDistribution().keySet());
    }

    @Test
    void readsJsonWithoutFieldsThatHaveDefaults() {
        VideoFrame frame =
                codec(VideoFrame.class, ResultFormat.JSON)
                        .decode(
                                utf8(
                                        "{\"cameraId\":\"c\",\"sequenceNumber\":1,\"captureTime\":2,\"image\":\"/9j/\"}"));
        assertThat(frame.getWidth()).isZero();
        assertThat(frame.getImage().remaining()).isEqualTo(3);
    }

    @Test
    void namesTheFieldThatIsWrongInJson() {
        String valid = json(ExampleRecords.frameResult());
        assertRefused(valid.replace("\"faces\":1,", ""), "FrameResult.faces is missing");
        assertRefused(
                valid.replace("\"faces\":1", "\"faces\":\"one\""),
                "FrameResult.faces must be a whole number of 32 bits, is \"one\"");
        assertRefused(
                valid.replace("\"faces\":1", "\"faces\":1.5"),
                "FrameResult.faces must be a whole number of 32 bits, is 1.5");
        assertRefused(
                valid.replace("\"faces\":1", "\"faces\":9999999999"),
                "must be a whole number of 32 bits");
        assertRefused(
                valid.replace("\"faces\":1", "\"faces\":null"),
                "FrameResult.faces must be a whole number of 32 bits, is null");
        assertRefused(
                valid.replace("\"faces\":1", "\"faces\":1,\"faces\":2"), "Duplicate field 'faces'");
        assertRefused(
                valid.replace("\"faces\":1", "\"faces\":1,\"masks\":2"),
                "FrameResult has no field 'masks'");
        assertRefused(
                valid.replace("CLASSIFIED", "LOST"),
                "FrameResult.outcome must be one of [CLASSIFIED, SAMPLED_OUT], is \"LOST\"");
        assertRefused(valid + "{}", "no JSON of a FrameResult");
        assertRefused(valid.substring(0, 40), "no JSON of a FrameResult");
        assertRefused("[]", "FrameResult must be an object, is []");
        assertRefused("", "FrameResult must be an object, is nothing");
    }

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> codec(FrameResult.class, ResultFormat.JSON).decode(utf8(json)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining(message);
    }

    @Test
    void tellsWhyAvroCannotBeRead() {
        RecordCodec<VideoFrame> codec = codec(VideoFrame.class, ResultFormat.AVRO);
        byte[] value = codec.encode(ExampleRecords.videoFrame());
        assertThatThrownBy(() -> codec.decode(new byte[] {1, 2, 3}))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("must begin with the bytes C3 01");
        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(value, 9)))
                .isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(value, value.length - 1)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining(
                        "has the fingerprint of a VideoFrame but cannot be read as one");
        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(value, value.length + 1)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("bytes follow the end of the record");
        byte[] otherSchema = value.clone();
        otherSchema[5] ^= 1;
        assertThatThrownBy(() -> codec.decode(otherSchema))
                .isInstanceOf(MissingSchemaException.class)
                .hasMessageContaining("No released VideoFrame schema has the fingerprint");
    }

    @Test
    void takesNoMoreMemoryThanTheValueHasBytes() {
        RecordCodec<VideoFrame> codec = codec(VideoFrame.class, ResultFormat.AVRO);
        byte[] value = codec.encode(ExampleRecords.videoFrame());
        // The image's length stands before its six bytes: claim 1,073,741,823 of them instead.
        byte[] lie = Arrays.copyOf(value, value.length + 4);
        int length = value.length - 7;
        lie[length] = (byte) 0xFE;
        Arrays.fill(lie, length + 1, length + 4, (byte) 0xFF);
        lie[length + 4] = 0x07;
        long before = allocatedBytes();
        assertThatThrownBy(() -> codec.decode(lie)).isInstanceOf(MalformedRecordException.class);
        assertThat(allocatedBytes() - before).isLessThan(10_000_000);
    }

    @Test
    void readsMapsAndArraysInBlocks() {
        assertThat(codec(RoomWindow.class, ResultFormat.AVRO).decode(ExampleRecords.inBlocks()))
                .isEqualTo(ExampleRecords.roomWindow());
    }

    @Test
    void believesNoBlocksOwnSize() {
        RecordCodec<RoomWindow> codec = codec(RoomWindow.class, ResultFormat.AVRO);
        byte[] value = ExampleRecords.inBlocks();
        byte[] name = utf8("neutral");
        int key = indexOf(value, name) - 1;
        // Before the key and its length stand the count, a negative one, and the block's bytes.
        int count = key - 2;
        assertThat(value[count]).as("-n in zigzag, n up to 63").isOdd().isPositive();
        byte[] manyEntries = new byte[value.length + 4];
        System.arraycopy(value, 0, manyEntries, 0, count);
        Arrays.fill(manyEntries, count, count + 4, (byte) 0xFF);
        manyEntries[count + 4] = 0x07;
        System.arraycopy(value, count + 1, manyEntries, count + 5, value.length - count - 1);
        byte[] longKey = value.clone();
        Arrays.fill(longKey, key, key + 4, (byte) 0xFE);
        longKey[key + 4] = 0x07;
        for (byte[] lie : new byte[][] {manyEntries, longKey}) {
            long before = allocatedBytes();
            assertThatThrownBy(() -> codec.decode(lie))
                    .isInstanceOf(MalformedRecordException.class);
            assertThat(allocatedBytes() - before).isLessThan(10_000_000);
        }
    }

    private static int indexOf(byte[] value, byte[] part) {
        int index = 0;
        while (!Arrays.equals(value, index, index + part.length, part, 0, part.length)) {
            index++;
        }
        return index;
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean)
                        java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest
    @EnumSource(ResultFormat.class)
    void mutatedValuesAreReadOrRefused(ResultFormat format) {
        RecordCodec<FaceExpression> codec = codec(FaceExpression.class, format);
        byte[] valid = codec.encode(ExampleRecords.faceExpression());
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 3000; i++) {
            byte[] value =
                    Arrays.copyOf(
                            valid,
                            random.nextInt(5) == 0 ? random.nextInt(valid.length) : valid.length);
            for (int flips = random.nextInt(4); flips > 0 && value.length > 0; flips--) {
                value[random.nextInt(value.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(codec.decode(value)).isNotNull();
            } catch (MalformedRecordException | MissingSchemaException e) {
                assertThat(e).hasMessageContaining("FaceExpression");
            }
        }
    }

    @Test
    void refusesToWriteARecordWithoutARequiredField() {
        FrameResult record = ExampleRecords.frameResult();
        record.put("modelId", null);
        assertThatThrownBy(() -> json(record))
                .isInstanceOf(AvroRuntimeException.class)
                .hasMessage("FrameResult.modelId is null; it must be set");
    }

    private static <T extends SpecificRecord> RecordCodec<T> codec(
            Class<T> type, ResultFormat format) {
        return new RecordCodec<>(type, format);
    }

    @SuppressWarnings("unchecked")
    private static <T extends SpecificRecord> String json(T record) {
        return new String(
                codec((Class<T>) record.getClass(), ResultFormat.JSON).encode(record),
                StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
