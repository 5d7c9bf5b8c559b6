package io.countenance.dashboard.follow;

import io.countenance.connectors.KafkaConnection;
import io.countenance.dashboard.board.BrokerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Some topics, those of them that are there, read as they grow. Takes part in no consumer group and
 * commits nothing. One thread at a time.
 */
final class FollowedTopics implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Positions positions;

    FollowedTopics(KafkaConnection connection, Positions positions) {
        this.positions = positions;
        Map<String, String> settings =
                Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        "false",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        "false",
                        // Where what was to be read next is deleted.
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        Long.toString(ANSWER.toMillis()));
        consumer =
                new KafkaConsumer<>(
                        connection.clientProperties(settings),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    /** Looks for topics and partitions that have come, and says how far behind reading is. */
    BrokerState look() {
        try {
            List<String> missing = assign();
            long behind = 0;
            for (Map.Entry<TopicPartition, Long> end :
                    consumer.endOffsets(consumer.assignment()).entrySet()) {
                behind += Math.max(0, end.getValue() - consumer.position(end.getKey()));
            }
            return new BrokerState(true, "", behind, missing);
        } catch (TimeoutException e) {
            return new BrokerState(false, "The broker does not answer", 0, List.of());
        }
    }

    private List<String> assign() {
        List<String> missing = new ArrayList<>();
        List<TopicPartition> all = new ArrayList<>();
        List<TopicPartition> added = new ArrayList<>();
        for (String topic : positions.topics()) {
            List<PartitionInfo> partitions = partitions(topic);
            if (partitions.isEmpty()) {
                missing.add(topic);
            }
            for (PartitionInfo info : partitions) {
                TopicPartition partition = new TopicPartition(topic, info.partition());
                all.add(partition);
                if (!positions.knows(partition)) {
                    added.add(partition);
                }
            }
        }
        positions.begin(added, consumer);
        positions.looked();
        // A topic that was deleted must go too: to ask for its end would wait for it in vain.
        if (!consumer.assignment().equals(Set.copyOf(all))) {
            consumer.assign(all);
            Map<TopicPartition, Long> starts = new HashMap<>(positions.all());
            starts.keySet().retainAll(all);
            starts.forEach(consumer::seek);
        }
        return missing;
    }

    /** None where the topic is not there, or not for this client to see. */
    private List<PartitionInfo> partitions(String topic) {
        try {
            return Objects.requireNonNullElse(consumer.partitionsFor(topic), List.of());
        } catch (TopicAuthorizationException e) {
            return List.of();
        }
    }

    /** What has come; waits up to {@code time} for something. */
    List<ConsumerRecord<byte[], byte[]>> poll(Duration time) {
        if (consumer.assignment().isEmpty()) {
            // Without partitions poll is an error; the next look may find some.
            LockSupport.parkNanos(time.toNanos());
            return List.of();
        }
        ConsumerRecords<byte[], byte[]> found = consumer.poll(time);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(found.count());
        for (ConsumerRecord<byte[], byte[]> one : found) {
            records.add(one);
            positions.advance(new TopicPartition(one.topic(), one.partition()), one.offset() + 1);
        }
        return records;
    }

    /**
     * Breaks off what waits for the broker in here, now or next, with a {@link
     * org.apache.kafka.common.errors.WakeupException}. Any thread.
     */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
