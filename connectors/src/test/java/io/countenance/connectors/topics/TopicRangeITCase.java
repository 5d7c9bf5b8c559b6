package io.countenance.connectors.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.connectors.KafkaBroker;
import io.countenance.connectors.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class TopicRangeITCase {

    private static final int RECORDS = 20;

    @RegisterExtension private static final KafkaBroker BROKER = new KafkaBroker();

    private static void fill(KafkaBroker broker) throws Exception {
        KafkaTopics.create(
                broker.connection(), (short) 1, List.of(new KafkaTopics.Topic("windows", 1, 2048)));
        for (int number = 0; number < RECORDS; number++) {
            // Each in a batch of its own, so that they can be fetched one by one.
            broker.write(List.of(new ProducerRecord<>("windows", new byte[1024])));
        }
    }

    @Test
    void readsARangeMoreThanOnce() throws Exception {
        fill(BROKER);
        try (TopicRange range =
                new TopicRange(BROKER.connection(), "windows", 3, 7, Duration.ofSeconds(30))) {
            assertThat(range.length()).isEqualTo(4);
            for (int turn = 0; turn < 2; turn++) {
                List<Long> offsets = new ArrayList<>();
                range.forEach(found -> offsets.add(found.offset()));
                assertThat(offsets).containsExactly(3L, 4L, 5L, 6L);
            }
        }
    }

    @Test
    void givesUpWhereNoBrokerIs() {
        KafkaConnection nobody = new KafkaConnection("localhost:1", Map.of());
        assertThatThrownBy(() -> new TopicRange(nobody, "windows", Duration.ofMillis(500)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageStartingWith(
                        "The brokers at localhost:1 have not answered for 500ms, asked for the topic windows. See that they run,")
                .hasMessageEndingWith("or give them longer by --timeout");
    }

    @Test
    void saysThatItWaitsAndGivesUpAfterAllOfTheTime() {
        KafkaConnection nobody = new KafkaConnection("localhost:1", Map.of());
        long start = System.nanoTime();
        assertThatThrownBy(() -> new TopicRange(nobody, "windows", Duration.ofSeconds(6)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("have not answered for 6s");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(5_900), Duration.ofSeconds(20));
    }

    @Test
    void givesUpWhereTheBrokerGoesMidway() throws Exception {
        KafkaBroker mortal = new KafkaBroker();
        mortal.beforeAll(null);
        List<Long> offsets = new ArrayList<>();
        try {
            fill(mortal);
            String servers = mortal.bootstrapServers();
            KafkaConnection oneByOne =
                    new KafkaConnection(
                            servers,
                            Map.of("max.poll.records", "1", "max.partition.fetch.bytes", "1024"));
            try (TopicRange range = new TopicRange(oneByOne, "windows", Duration.ofSeconds(2))) {
                assertThatThrownBy(
                                () ->
                                        range.forEach(
                                                found -> {
                                                    offsets.add(found.offset());
                                                    if (offsets.size() == 1) {
                                                        stop(mortal);
                                                    }
                                                }))
                        .isInstanceOf(TimeoutException.class)
                        .hasMessageContaining(
                                "The brokers at %s have sent nothing more after %d of %d offsets for 2s, asked for the topic windows.",
                                servers, offsets.size(), RECORDS);
            }
            assertThat(offsets).startsWith(0L).hasSizeLessThan(RECORDS);
        } finally {
            if (offsets.isEmpty()) {
                mortal.afterAll(null);
            }
        }
    }

    private static void stop(KafkaBroker broker) {
        try {
            broker.afterAll(null);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
