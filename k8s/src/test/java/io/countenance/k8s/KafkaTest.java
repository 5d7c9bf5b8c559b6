package io.countenance.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.connectors.RecordSize;
import io.countenance.connectors.topics.KafkaTopics.Topic;
import io.countenance.job.options.JobOptions;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kafka.server.KafkaConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.jdk.javaapi.CollectionConverters;

/** Holds brokers, topics and users against the programs, and settings against Kafka. */
class KafkaTest {

    private final Manifests base = Manifests.read("base");

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#deployments")
    void topicsAreTheJobsAndTakeItsLargestFrame(String folder) throws Exception {
        Manifests manifests = Manifests.read(folder);
        Map<String, JsonNode> topics = new TreeMap<>();
        manifests
                .all("KafkaTopic")
                .forEach(topic -> topics.put(Manifests.name(topic), topic.path("spec")));
        JobOptions options = JobArguments.parse(manifests);
        assertThat(topics).containsOnlyKeys(options.topics().stream().map(Topic::name).toList());
        int limit = RecordSize.limitFor(options.imageLimits().maxBytes());
        JsonNode frames = topics.get(options.frameSource().topic());
        assertThat(frames.at("/config/max.message.bytes").asInt()).isGreaterThanOrEqualTo(limit);
        assertThat(brokerSettings().path("replica.fetch.max.bytes").asInt())
                .isGreaterThanOrEqualTo(limit);
        assertThat(brokerSettings().path("transaction.max.timeout.ms").asLong())
                .isGreaterThanOrEqualTo(options.resultSinks().transactionTimeout().toMillis());
        int brokers = manifests.only("KafkaNodePool").at("/spec/replicas").asInt();
        assertThat(topics.values())
                .allSatisfy(
                        topic -> {
                            assertThat(topic.path("replicas").asInt()).isEqualTo(brokers);
                            assertThat(topic.at("/config/min.insync.replicas").asInt())
                                    .isLessThan(topic.path("replicas").asInt());
                        });
    }

    @Test
    void everySettingOfBrokersAndTopicsIsKafkas() throws Exception {
        Set<String> known = new TreeSet<>(CollectionConverters.asJava(KafkaConfig.configNames()));
        assertThat(brokerSettings().fieldNames())
                .toIterable()
                .isNotEmpty()
                .allMatch(known::contains);
        Set<String> knownOfTopics = new TreeSet<>();
        for (var field : TopicConfig.class.getFields()) {
            if (field.getName().endsWith("_CONFIG")) {
                knownOfTopics.add((String) field.get(null));
            }
        }
        for (JsonNode topic : base.all("KafkaTopic")) {
            assertThat(topic.at("/spec/config").fieldNames())
                    .toIterable()
                    .isNotEmpty()
                    .allMatch(knownOfTopics::contains);
        }
        for (JsonNode variable :
                Manifests.read("overlays/dev")
                        .only("Deployment", "kafka")
                        .at("/spec/template/spec/containers/0/env")) {
            String name = variable.path("name").asText();
            assertThat(name).startsWith("KAFKA_");
            assertThat(known)
                    .contains(name.substring(6).toLowerCase(Locale.ROOT).replace('_', '.'));
        }
    }

    @Test
    void everyPropertyOfTheClientsIsKafkas() throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(JobArguments.clientProperties(base)));
        assertThat(properties.stringPropertyNames())
                .filteredOn(key -> !key.startsWith("config.providers"))
                .allMatch(ConsumerConfig.configNames()::contains)
                .allMatch(ProducerConfig.configNames()::contains);
        Class.forName(properties.getProperty("config.providers.directory.class"));
        assertThat(properties.getProperty("ssl.keystore.password"))
                .as("no password, but where it is")
                .startsWith("${directory:");
    }

    @Test
    void programsSpeakToAListenerThatThereIs() {
        JsonNode listeners = base.only("Kafka").at("/spec/kafka/listeners");
        assertThat(listeners)
                .allMatch(listener -> listener.path("tls").asBoolean())
                .allMatch(listener -> listener.has("authentication"));
        JsonNode mutual = listeners.get(0);
        assertThat(mutual.at("/authentication/type").asText()).isEqualTo("tls");
        String server =
                "%s-kafka-bootstrap:%d"
                        .formatted(Manifests.name(base.only("Kafka")), mutual.path("port").asInt());
        List<String> arguments = new ArrayList<>();
        for (String folder : List.of("publisher", "dashboard", "backfill")) {
            Pods.of(Manifests.read(folder))
                    .forEach(
                            pod ->
                                    arguments.addAll(
                                            Manifests.values(
                                                    pod.containers().get(0).path("args"))));
        }
        arguments.addAll(List.of(base.arguments()));
        assertThat(arguments)
                .filteredOn(argument -> argument.contains("bootstrap-servers="))
                .hasSize(4)
                .allMatch(argument -> argument.endsWith("=" + server));
        assertThat(mutual.at("/networkPolicyPeers/0/podSelector/matchLabels"))
                .isEqualTo(base.flinkDeployment().at("/podTemplate/metadata/labels"));
        for (String folder : List.of("base", "publisher", "dashboard", "backfill")) {
            assertThat(Manifests.read(folder).only("NetworkPolicy").at("/spec/egress").toString())
                    .contains(
                            "\"strimzi.io/cluster\":\"%s\""
                                    .formatted(Manifests.name(base.only("Kafka"))))
                    .contains("{\"port\":%d}".formatted(mutual.path("port").asInt()));
        }
    }

    @Test
    void resourcesBelongToTheCluster() {
        String cluster = Manifests.name(base.only("Kafka"));
        for (String kind : List.of("KafkaNodePool", "KafkaTopic", "KafkaUser")) {
            assertThat(base.all(kind))
                    .isNotEmpty()
                    .allMatch(
                            resource ->
                                    resource.path("metadata")
                                            .path("labels")
                                            .path("strimzi.io/cluster")
                                            .asText()
                                            .equals(cluster));
        }
        assertThat(base.only("Kafka").at("/spec/kafka/authorization/type").asText())
                .isEqualTo("simple");
        assertThat(base.all("KafkaUser"))
                .allMatch(user -> user.at("/spec/authorization/type").asText().equals("simple"))
                .allMatch(user -> user.at("/spec/authorization/acls").size() > 0);
    }

    private JsonNode brokerSettings() {
        return base.only("Kafka").at("/spec/kafka/config");
    }
}
