package io.countenance.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.connectors.KafkaBroker;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.schemas.ReasonCode;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import io.countenance.schemas.VideoFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FrameSourceITCase {

    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 1};

    /** By an independent CRC-32C. */
    private static final long JPEG_HASH = 0x1B0D2BC1L;

    private static final long TIME = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    @RegisterExtension private static final KafkaBroker BROKER = new KafkaBroker();

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    @Test
    void readsFramesOfBothFormatsAndLetsPoisonThroughRefused() throws Exception {
        String topic = topic("mixed");
        byte[] avro =
                new RecordCodec<>(VideoFrame.class, ResultFormat.AVRO)
                        .encode(
                                new VideoFrame(
                                        "avro",
                                        5L,
                                        Instant.ofEpochMilli(TIME + 10),
                                        4,
                                        3,
                                        ByteBuffer.wrap(JPEG)));
        ProducerRecord<byte[], byte[]> withHeaders = record(topic, TIME, "key", JPEG);
        withHeaders.headers().add(FrameHeaders.CAMERA_ID, utf8("tür"));
        withHeaders.headers().add(FrameHeaders.SEQUENCE_NUMBER, utf8("77"));
        withHeaders.headers().add(FrameHeaders.CAPTURE_TIME, utf8(Long.toString(TIME + 20)));
        BROKER.write(
                List.of(
                        record(topic, TIME, "lobby", JPEG),
                        record(topic, TIME, null, avro),
                        withHeaders,
                        record(topic, TIME, "lobby", null),
                        record(topic, TIME, "lobby", utf8("hello")),
                        record(topic, TIME, null, JPEG)));

        List<IngestedFrame> frames = collect(topic);

        assertThat(frames).hasSize(6);
        assertThat(frames.get(0))
                .usingRecursiveComparison()
                .isEqualTo(frame(topic, "lobby", 0, JPEG_HASH, TIME, 0, 0, 0));
        assertThat(frames.get(1))
                .usingRecursiveComparison()
                .isEqualTo(frame(topic, "avro", 5, IngestedFrame.NO_HASH, TIME + 10, 4, 3, 1));
        assertThat(frames.get(2))
                .usingRecursiveComparison()
                .isEqualTo(frame(topic, "tür", 77, IngestedFrame.NO_HASH, TIME + 20, 0, 0, 2));
        assertThat(frames.subList(3, 6))
                .extracting(IngestedFrame::reason)
                .containsExactly(
                        ReasonCode.EMPTY_VALUE.code(),
                        ReasonCode.UNKNOWN_FORMAT.code(),
                        ReasonCode.MISSING_CAMERA.code());
        assertThat(frames.subList(3, 6))
                .extracting(IngestedFrame::cameraId)
                .containsExactly("lobby", "lobby", "");
    }

    @Test
    void readsFramesOfTwoMegabytes() throws Exception {
        String topic = topic("large");
        byte[] image = new byte[2_000_000];
        System.arraycopy(JPEG, 0, image, 0, JPEG.length);
        BROKER.write(
                List.of(
                        record(topic, TIME, "lobby", image),
                        record(topic, TIME + 1, "lobby", image)));

        assertThat(collect(topic))
                .hasSize(2)
                .allSatisfy(frame -> assertThat(frame.image()).isEqualTo(image));
    }

    private static List<IngestedFrame> collect(String topic) throws Exception {
        return FrameSource.add(environment(), options(topic)).executeAndCollect(1000);
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        return StreamExecutionEnvironment.getExecutionEnvironment(configuration).setParallelism(1);
    }

    private static FrameSourceOptions options(String topic) {
        return new FrameSourceOptions(
                BROKER.connection(),
                topic,
                "test",
                "earliest",
                "latest",
                FrameFormat.AUTO,
                4_000_000,
                Duration.ofMillis(100),
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1));
    }

    private static String topic(String name) {
        KafkaTopics.create(
                BROKER.connection(), (short) 1, List.of(new KafkaTopics.Topic(name, 1, 4_000_000)));
        return name;
    }

    private static IngestedFrame frame(
            String topic,
            String camera,
            long number,
            long contentHash,
            long time,
            int width,
            int height,
            long offset) {
        return new IngestedFrame(
                camera,
                number,
                contentHash,
                time,
                TIME,
                width,
                height,
                JPEG,
                topic,
                0,
                offset,
                null,
                null,
                Sampling.NONE);
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, long time, String key, byte[] value) {
        return new ProducerRecord<>(topic, 0, time, key == null ? null : utf8(key), value);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
