package io.countenance.connectors.topics;

import io.countenance.connectors.KafkaConnection;
import io.countenance.options.DurationConverter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The committed records that a topic held at one moment, or a range of their offsets. Can be read
 * more than once and gives the same records, save what the broker has deleted meanwhile. Brokers
 * that do not answer are waited for no longer than the timeout. One thread at a time; the caller
 * closes it.
 */
public final class TopicRange implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicRange.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SAID_AFTER = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final KafkaConnection connection;
    private final String topic;
    private final Duration timeout;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> starts = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /**
     * Fixes the range as the topic is now.
     *
     * @param fromOffset first offset that is read of each partition
     * @param toOffset offset of each partition at which reading ends
     * @param timeout how long the brokers may let nothing come, here and in {@link #forEach}; above
     *     0
     * @throws IllegalStateException where there is no such topic
     * @throws TimeoutException where nothing came for so long
     */
    public TopicRange(
            KafkaConnection connection,
            String topic,
            long fromOffset,
            long toOffset,
            Duration timeout) {
        this.connection = connection;
        this.topic = topic;
        this.timeout = timeout;
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
            List<TopicPartition> partitions = partitions();
            Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, timeout);
            Map<TopicPartition, Long> last = consumer.endOffsets(partitions, timeout);
            for (TopicPartition partition : partitions) {
                long end = Math.min(toOffset, last.get(partition));
                ends.put(partition, end);
                starts.put(partition, Math.min(end, Math.max(fromOffset, first.get(partition))));
            }
            consumer.assign(partitions);
        } catch (TimeoutException e) {
            close();
            throw silence("have not answered", e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** All that the topic holds now. */
    public TopicRange(KafkaConnection connection, String topic, Duration timeout) {
        this(connection, topic, 0, Long.MAX_VALUE, timeout);
    }

    private List<TopicPartition> partitions() {
        List<PartitionInfo> partitions = Objects.requireNonNullElse(describe(), List.of());
        if (partitions.isEmpty()) {
            throw new IllegalStateException("There is no topic " + topic);
        }
        return partitions.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** Says that there is no answer yet before it has waited for all of the time. */
    private @Nullable List<PartitionInfo> describe() {
        if (timeout.compareTo(SAID_AFTER) <= 0) {
            return consumer.partitionsFor(topic, timeout);
        }
        try {
            return consumer.partitionsFor(topic, SAID_AFTER);
        } catch (TimeoutException e) {
            Duration left = timeout.minus(SAID_AFTER);
            LOG.warn(
                    "{} does not answer; waiting for it for {} more",
                    connection.bootstrapServers(),
                    DurationConverter.format(left));
            return consumer.partitionsFor(topic, left);
        }
    }

    private TimeoutException silence(String what, @Nullable TimeoutException cause) {
        return new TimeoutException(
                "The brokers at %s %s for %s, asked for the topic %s. See that they run, that this is their address and that the client's properties are those that they ask for (security.protocol and what goes with it), or give them longer by --timeout"
                        .formatted(
                                connection.bootstrapServers(),
                                what,
                                DurationConverter.format(timeout),
                                topic),
                cause);
    }

    /** How many offsets the range has; at least as many as records. */
    public long length() {
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - starts.get(end.getKey()))
                .sum();
    }

    /**
     * Reads the range from its start; each partition's records in order.
     *
     * @throws TimeoutException where nothing came for as long as the timeout; the time that {@code
     *     reader} takes does not count
     */
    public void forEach(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        starts.forEach(consumer::seek);
        long left = length();
        long moved = System.nanoTime();
        while (left > 0) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(found.topic(), found.partition());
                if (found.offset() < ends.get(partition)) {
                    reader.accept(found);
                }
            }
            long leftNow = left(left);
            if (leftNow != left) {
                left = leftNow;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > timeout.toNanos()) {
                throw silence(
                        "have sent nothing more after %d of %d offsets"
                                .formatted(length() - left, length()),
                        null);
            }
        }
    }

    /** How many offsets are still to be read; as before where a position is being looked up. */
    private long left(long before) {
        try {
            long left = 0;
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                left += Math.max(0, end.getValue() - consumer.position(end.getKey(), POLL));
            }
            return left;
        } catch (TimeoutException e) {
            return before;
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
    }
}
