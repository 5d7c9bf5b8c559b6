package io.countenance.job.options;

import io.countenance.connectors.KafkaConnection;
import io.countenance.options.InvalidOptionException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The broker. */
final class KafkaOptions {

    @Option(
            names = "--kafka.bootstrap-servers",
            required = true,
            paramLabel = "<host:port,...>",
            description = "The brokers to ask first.")
    String bootstrapServers;

    @Option(
            names = "--kafka.property",
            paramLabel = "<key=value>",
            description =
                    "A property for every Kafka client, say security.protocol=SASL_SSL. May be given again.")
    Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--kafka.properties-file",
            paramLabel = "<path>",
            description =
                    "A properties file for every Kafka client, say a mounted secret; --kafka.property comes before it.")
    @Nullable Path propertiesFile;

    @Option(
            names = "--create-topics",
            description =
                    "Create the topics that are not there, with limits that fit frames.max-bytes.")
    boolean createTopics;

    @Option(
            names = "--kafka.partitions",
            paramLabel = "<count>",
            defaultValue = "4",
            description =
                    "Partitions of created topics: the most subtasks that can share the work.")
    int partitions;

    @Option(
            names = "--kafka.replication",
            paramLabel = "<count>",
            defaultValue = "1",
            description = "Copies of created topics; 3 in production.")
    short replication;

    void check() {
        InvalidOptionException.check(
                bootstrapServers.matches("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*")
                        || bootstrapServers.matches("\\[[0-9a-fA-F:]+]:\\d{1,5}"),
                "--kafka.bootstrap-servers",
                bootstrapServers,
                "must be host:port, several separated by commas without spaces",
                "broker-1:9092,broker-2:9092");
        InvalidOptionException.check(
                partitions >= 1, "--kafka.partitions", partitions, "must be at least 1", 4);
        InvalidOptionException.check(
                replication >= 1, "--kafka.replication", replication, "must be at least 1", 3);
    }

    KafkaConnection connection() {
        return KafkaConnection.of(
                bootstrapServers, properties, "--kafka.properties-file", propertiesFile);
    }
}
