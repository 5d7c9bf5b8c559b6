package io.countenance.connectors.topics;

import io.countenance.connectors.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
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

/**
 * The committed records that a topic held at one moment, or a range of their offsets. Can be read
 * more than once and gives the same records, save what the broker has deleted meanwhile. One thread
 * at a time; the caller closes it.
 */
public final class TopicRange implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> starts = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /**
     * Fixes the range as the topic is now.
     *
     * @param fromOffset first offset that is read of each partition
     * @param toOffset offset of each partition at which reading ends
     * @throws IllegalStateException where there is no such topic
     */
    public TopicRange(KafkaConnection connection, String topic, long fromOffset, long toOffset) {
        Properties settings =
                connection.clientProperties(
                        Map.of(
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                                // What is deleted meanwhile is passed over, not all the rest.
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false"));
        consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = partitions(topic);
            Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> last = consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                long end = Math.min(toOffset, last.get(partition));
                ends.put(partition, end);
                starts.put(partition, Math.min(end, Math.max(fromOffset, first.get(partition))));
            }
            consumer.assign(partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** All that the topic holds now. */
    public TopicRange(KafkaConnection connection, String topic) {
        this(connection, topic, 0, Long.MAX_VALUE);
    }

    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> partitions =
                Objects.requireNonNullElse(consumer.partitionsFor(topic), List.of());
        if (partitions.isEmpty()) {
            throw new IllegalStateException("There is no topic " + topic);
        }
        return partitions.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** How many offsets the range has; at least as many as records. */
    public long length() {
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - starts.get(end.getKey()))
                .sum();
    }

    /** Reads the range from its start; each partition's records in order. */
    public void forEach(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        starts.forEach(consumer::seek);
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(found.topic(), found.partition());
                if (found.offset() < ends.get(partition)) {
                    reader.accept(found);
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
