package io.countenance.demo.results;

import io.countenance.connectors.KafkaConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the broker how long topics are and how far a consumer group has read. Safe for several
 * threads.
 */
public final class TopicOffsets implements AutoCloseable {

    private final Admin admin;

    public TopicOffsets(KafkaConnection connection) {
        admin = Admin.create(connection.clientProperties(Map.of()));
    }

    /** Those of some topics that are there. */
    public Set<String> existing(Collection<String> topics) throws InterruptedException {
        Set<String> existing = new HashSet<>(get(admin.listTopics().names()));
        existing.retainAll(topics);
        return existing;
    }

    /** The offset after the last record of each partition of some topics. */
    public Map<TopicPartition, Long> ends(Collection<String> topics) throws InterruptedException {
        return offsets(topics, OffsetSpec.latest());
    }

    /**
     * The offset of the first record of each partition that is not older than a time; the end where
     * there is none.
     */
    public Map<TopicPartition, Long> at(String topic, Instant time) throws InterruptedException {
        Map<TopicPartition, Long> offsets = ends(List.of(topic));
        offsets(List.of(topic), OffsetSpec.forTimestamp(time.toEpochMilli()))
                .forEach(
                        (partition, offset) -> {
                            if (offset >= 0) {
                                offsets.put(partition, offset);
                            }
                        });
        return offsets;
    }

    private Map<TopicPartition, Long> offsets(Collection<String> topics, OffsetSpec which)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        get(admin.describeTopics(topics).allTopicNames())
                .forEach(
                        (name, topic) ->
                                topic.partitions()
                                        .forEach(
                                                partition ->
                                                        wanted.put(
                                                                new TopicPartition(
                                                                        name,
                                                                        partition.partition()),
                                                                which)));
        return get(admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, found -> found.getValue().offset()));
    }

    /** Makes a group, which must have no members, go on reading at these offsets. */
    public void commit(String group, Map<TopicPartition, Long> offsets)
            throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        offsets.forEach(
                (partition, offset) -> committed.put(partition, new OffsetAndMetadata(offset)));
        get(admin.alterConsumerGroupOffsets(group, committed).all());
    }

    /** Whether a group has read as far as these offsets. */
    public boolean reached(String group, Map<TopicPartition, Long> offsets)
            throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return offsets.entrySet().stream()
                .allMatch(
                        end -> {
                            OffsetAndMetadata read = committed.get(end.getKey());
                            return end.getValue() == 0
                                    || read != null && read.offset() >= end.getValue();
                        });
    }

    private static <V> V get(KafkaFuture<V> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException("The broker did not answer", e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
