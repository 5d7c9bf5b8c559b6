package io.countenance.connectors;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A picocli mixin: the broker that a program reads from. */
public final class KafkaConnectionOptions {

    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "<host:port,...>",
            description = "The brokers to ask first.")
    private String bootstrapServers;

    @Option(
            names = "--kafka.property",
            paramLabel = "<key=value>",
            description =
                    "A property for the Kafka client, say security.protocol=SASL_SSL. May be given again.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--kafka.properties-file",
            paramLabel = "<path>",
            description =
                    "A properties file for the Kafka client, say a mounted secret; --kafka.property comes before it.")
    private @Nullable Path propertiesFile;

    /**
     * What the options say.
     *
     * @throws io.countenance.options.InvalidOptionException where a value is not allowed
     */
    public KafkaConnection connection() {
        return KafkaConnection.of(
                bootstrapServers, properties, "--kafka.properties-file", propertiesFile);
    }
}
