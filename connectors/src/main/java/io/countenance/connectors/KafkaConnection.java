package io.countenance.connectors;

import static io.countenance.options.InvalidOptionException.check;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;

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
