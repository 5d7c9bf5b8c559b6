package io.countenance.connectors.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.connectors.KafkaBroker;
import io.countenance.connectors.KafkaConnection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaTopicsITCase {

    @RegisterExtension private static final KafkaBroker BROKER = new KafkaBroker();

    @Test
    void createsWhatIsMissingAndLeavesTheRest() throws Exception {
        create(new KafkaTopics.Topic("frames", 3, 4_000_000));
        create(
                new KafkaTopics.Topic("frames", 8, 9_000_000),
                new KafkaTopics.Topic("results", 2, 2048));

        try (Admin admin = Admin.create(BROKER.connection().clientProperties(Map.of()))) {
            Map<String, TopicDescription> topics =
                    admin.describeTopics(List.of("frames", "results")).allTopicNames().get();
            assertThat(topics.get("frames").partitions()).hasSize(3);
            assertThat(topics.get("results").partitions()).hasSize(2);
            ConfigResource frames = new ConfigResource(ConfigResource.Type.TOPIC, "frames");
            String limit =
                    admin.describeConfigs(List.of(frames))
                            .all()
                            .get()
                            .get(frames)
                            .get("max.message.bytes")
                            .value();
            assertThat(Integer.parseInt(limit)).isBetween(4_000_001, 4_100_000);
        }
    }

    private static void create(KafkaTopics.Topic... topics) {
        KafkaTopics.create(BROKER.connection(), (short) 1, List.of(topics));
    }

    @Test
    void tellsWhatTheBrokerRefused() {
        assertThatThrownBy(
                        () ->
                                KafkaTopics.create(
                                        BROKER.connection(),
                                        (short) 3,
                                        List.of(new KafkaTopics.Topic("replicated", 1, 2048))))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining(
                        "Could not create the topic replicated on " + BROKER.bootstrapServers())
                .cause()
                .hasMessageContaining("replication factor");
    }

    @Test
    void tellsThatThereIsNoBroker() {
        KafkaConnection nobody =
                new KafkaConnection(
                        "localhost:1",
                        Map.of("default.api.timeout.ms", "500", "request.timeout.ms", "400"));
        assertThatThrownBy(
                        () ->
                                KafkaTopics.create(
                                        nobody,
                                        (short) 1,
                                        List.of(new KafkaTopics.Topic("a", 1, 2048))))
                .isInstanceOf(KafkaException.class)
                .hasMessage("Could not list the topics on localhost:1");
    }
}
