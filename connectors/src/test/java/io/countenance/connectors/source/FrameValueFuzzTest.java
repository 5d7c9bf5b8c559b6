package io.countenance.connectors.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import io.countenance.schemas.VideoFrame;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as the value of a frame's record make a frame or a refusal. */
class FrameValueFuzzTest {

    private static final byte[] CAMERA = "lobby".getBytes(UTF_8);
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 1};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A, 9};
    private static final FuzzedFrame FRAMES = new FuzzedFrame();

    private static Stream<Arguments> seeds() {
        return Stream.of(
                Arguments.of(Named.of("jpeg", JPEG)),
                Arguments.of(Named.of("png", PNG)),
                Arguments.of(
                        Named.of(
                                "avro",
                                new RecordCodec<>(VideoFrame.class, ResultFormat.AVRO)
                                        .encode(
                                                VideoFrame.newBuilder()
                                                        .setCameraId("Tür 1")
                                                        .setSequenceNumber(3)
                                                        .setCaptureTime(
                                                                Instant.ofEpochMilli(
                                                                        FuzzedFrame.TIME))
                                                        .setWidth(640)
                                                        .setHeight(480)
                                                        .setImage(ByteBuffer.wrap(JPEG))
                                                        .build()))));
    }

    @Timeout(20)
    @MethodSource("seeds")
    @FuzzTest
    void valuesAreFramesOrRefused(byte[] value) {
        FRAMES.check(CAMERA, value, new RecordHeaders(), FuzzedFrame.TIME);
    }
}
