package io.countenance.dashboard.follow;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading of each partition goes on; outlives the Kafka clients that read. One thread at a
 * time.
 *
 * <p>A partition that was there at the first look begins some time back or at its end, by its
 * topic; one that comes later begins at its start, so that nothing of it is missed.
 */
final class Positions {

    private final List<String> fromBefore;
    private final List<String> fromNow;
    private final long begin;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private boolean looked;

    /**
     * @param fromBefore topics of which some time back is read
     * @param fromNow topics of which only what comes is read
     * @param history how far back, by the records' timestamps
     */
    Positions(List<String> fromBefore, List<String> fromNow, Duration history) {
        this.fromBefore = List.copyOf(fromBefore);
        this.fromNow = List.copyOf(fromNow);
        begin = System.currentTimeMillis() - history.toMillis();
    }

    List<String> topics() {
        return Stream.concat(fromBefore.stream(), fromNow.stream()).toList();
    }

    boolean knows(TopicPartition partition) {
        return next.containsKey(partition);
    }

    /** Decides where partitions begin that are new. */
    void begin(List<TopicPartition> partitions, Consumer<?, ?> client) {
        if (looked) {
            next.putAll(client.beginningOffsets(partitions));
            return;
        }
        next.putAll(client.endOffsets(partitions));
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.stream()
                .filter(partition -> fromBefore.contains(partition.topic()))
                .forEach(partition -> times.put(partition, begin));
        client.offsetsForTimes(times)
                .forEach(
                        (partition, found) -> {
                            if (found != null) {
                                next.put(partition, found.offset());
                            }
                        });
    }

    /** From here on, new partitions are ones that came later. */
    void looked() {
        looked = true;
    }

    void advance(TopicPartition partition, long offset) {
        next.put(partition, offset);
    }

    Map<TopicPartition, Long> all() {
        return Map.copyOf(next);
    }
}
