package io.countenance.connectors;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A picocli mixin: how a program's Kafka clients connect, wherever the brokers are. */
public final class KafkaClientOptions {

    private static final String PROPERTIES_FILE = "--kafka.properties-file";

    @Option(
            names = "--kafka.property",
            paramLabel = "<key=value>",
            description =
                    "A property for the Kafka client, say security.protocol=SASL_SSL. May be given again.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = PROPERTIES_FILE,
            paramLabel = "<path>",
            description =
                    "A properties file for the Kafka client, say a mounted secret; --kafka.property comes before it.")
    private @Nullable Path propertiesFile;

    /**
     * What the options say, for these brokers.
     *
     * @param bootstrapServers host:port, several separated by commas
     * @throws io.countenance.options.InvalidOptionException where a value is not allowed
     */
    public KafkaConnection connection(String bootstrapServers) {
        return KafkaConnection.of(bootstrapServers, properties, PROPERTIES_FILE, propertiesFile);
    }
}
