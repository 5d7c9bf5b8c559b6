package io.countenance.demo.compare;

import io.countenance.connectors.KafkaConnection;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.MalformedRecordException;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all windows that a topic or a file of JSON lines holds. One thread at a time. */
final class WindowReader {

    private static final Duration POLL = Duration.ofMillis(200);

    private final RecordCodec<ExpressionWindow> json =
            new RecordCodec<>(ExpressionWindow.class, ResultFormat.JSON);
    private final RecordCodec<ExpressionWindow> avro =
            new RecordCodec<>(ExpressionWindow.class, ResultFormat.AVRO);

    /**
     * Reads a file as {@code scripts/demo --out} writes it.
     *
     * @throws IllegalStateException that names the line that holds no window
     */
    void readFile(Path file, Consumer<ExpressionWindow> windows) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                try {
                    windows.accept(json.decode(line.getBytes(StandardCharsets.UTF_8)));
                } catch (MalformedRecordException e) {
                    throw new IllegalStateException(
                            "%s: line %d is no ExpressionWindow".formatted(file, number), e);
                }
            }
        }
    }

    /**
     * Reads the committed records that a topic holds now, in whichever format.
     *
     * @throws IllegalStateException where there is no such topic, or a record is no window
     */
    void readTopic(KafkaConnection connection, String topic, Consumer<ExpressionWindow> windows) {
        Properties settings =
                connection.clientProperties(
                        Map.of(
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false"));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<PartitionInfo> partitions =
                    Objects.requireNonNullElse(consumer.partitionsFor(topic), List.of());
            if (partitions.isEmpty()) {
                throw new IllegalStateException("There is no topic " + topic);
            }
            List<TopicPartition> all =
                    partitions.stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    windows.accept(decode(found));
                }
            }
        }
    }

    private ExpressionWindow decode(ConsumerRecord<byte[], byte[]> found) {
        byte[] value = found.value();
        boolean text = value != null && value.length > 0 && value[0] == '{';
        try {
            return (text ? json : avro).decode(value == null ? new byte[0] : value);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "%s, partition %d, offset %d is no ExpressionWindow"
                            .formatted(found.topic(), found.partition(), found.offset()),
                    e);
        }
    }
}
