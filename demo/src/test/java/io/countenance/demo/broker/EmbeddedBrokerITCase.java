package io.countenance.demo.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerITCase {

    private static final int LARGE = 3_000_000;

    @Test
    void takesLargeRecordsInTransactionsAndLeavesNothingBehind() throws Exception {
        Path data;
        try (EmbeddedBroker broker = EmbeddedBroker.start(LARGE + 1000)) {
            data = Path.of(broker.dataDirectory());
            assertThat(data).isDirectory();
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                admin.createTopics(
                                List.of(
                                        new NewTopic("frames", 1, (short) 1)
                                                .configs(
                                                        Map.of(
                                                                "max.message.bytes",
                                                                "" + (LARGE + 1000)))))
                        .all()
                        .get();
            }
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(
                            Map.of(
                                    "bootstrap.servers",
                                    broker.bootstrapServers(),
                                    "transactional.id",
                                    "test",
                                    "max.request.size",
                                    LARGE + 1000),
                            new ByteArraySerializer(),
                            new ByteArraySerializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("frames", new byte[LARGE]));
                producer.commitTransaction();
            }
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(
                            Map.of(
                                    "bootstrap.servers", broker.bootstrapServers(),
                                    "isolation.level", "read_committed",
                                    "auto.offset.reset", "earliest"),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer())) {
                consumer.assign(List.of(new TopicPartition("frames", 0)));
                assertThat(consumer.poll(Duration.ofSeconds(20)))
                        .extracting(ConsumerRecord::serializedValueSize)
                        .containsExactly(LARGE);
            }
        }
        assertThat(Files.exists(data)).isFalse();
    }

    @Test
    void comesBackOnTheSamePortWithItsData() throws Exception {
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(
                        LARGE,
                        Map.of(
                                "broker.session.timeout.ms", "2000",
                                "broker.heartbeat.interval.ms", "200"))) {
            String address = broker.bootstrapServers();
            Map<String, Object> client = Map.of("bootstrap.servers", address);
            try (Admin admin = Admin.create(client);
                    KafkaProducer<byte[], byte[]> producer =
                            new KafkaProducer<>(
                                    client, new ByteArraySerializer(), new ByteArraySerializer())) {
                admin.createTopics(List.of(new NewTopic("frames", 1, (short) 1))).all().get();
                producer.send(new ProducerRecord<>("frames", new byte[] {1})).get();
                broker.pause();
                broker.resume();
                assertThat(
                                producer.send(new ProducerRecord<>("frames", new byte[] {2}))
                                        .get()
                                        .offset())
                        .isEqualTo(1);
            }
            assertThat(broker.bootstrapServers()).isEqualTo(address);
        }
    }
}
