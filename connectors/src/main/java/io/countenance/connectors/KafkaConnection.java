package io.countenance.connectors;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.options.PropertiesFile;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Where Kafka is and how to speak with it. Immutable.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param properties further client properties (security and the like), passed on to every client;
 *     they go before our own
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> properties)
        implements Serializable {

    private static final long serialVersionUID = 1;

    /** Throws IllegalArgumentException where the servers are no list of host:port. */
    public KafkaConnection {
        properties = Map.copyOf(properties);
        for (String server : bootstrapServers.split(",", -1)) {
            check(
                    server.strip().matches("\\S+:\\d{1,5}"),
                    "bootstrapServers",
                    bootstrapServers,
                    "must be host:port, several separated by commas",
                    "localhost:9092");
        }
        check(
                !properties.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
                "properties",
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                "must not be among the properties, it has an option of its own",
                "security.protocol=SSL");
    }

    /**
     * A connection with properties given one by one and in a file; the former go before it.
     *
     * @param option that names the file, for messages
     * @param file a properties file, or null for none. {@code ${provider:path:key}} in it, with
     *     {@code config.providers}, is left to the clients: a secret that they look up so is in no
     *     option, no log and no job graph
     * @throws io.countenance.options.InvalidOptionException where it cannot be read
     */
    public static KafkaConnection of(
            String bootstrapServers,
            Map<String, String> properties,
            String option,
            @Nullable Path file) {
        Map<String, String> all = new LinkedHashMap<>();
        if (file != null) {
            Properties entries = PropertiesFile.read(option, file);
            entries.stringPropertyNames().forEach(key -> all.put(key, entries.getProperty(key)));
        }
        all.putAll(properties);
        return new KafkaConnection(bootstrapServers, all);
    }

    /** The given settings, overridden by this connection's own; for a Kafka client. */
    public Properties clientProperties(Map<String, ?> settings) {
        Properties all = new Properties();
        all.putAll(settings);
        all.putAll(properties);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return all;
    }

    /** Without the properties' values: passwords stand there. */
    @Override
    public String toString() {
        return "KafkaConnection[bootstrapServers=%s, properties=%s]"
                .formatted(bootstrapServers, new TreeSet<>(properties.keySet()));
    }
}
