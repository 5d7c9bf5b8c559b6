package io.countenance.connectors;

import java.io.Serializable;
import java.util.Map;

/**
 * Where Kafka is and how to speak with it.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param properties further client properties (security and the like), passed on to every client
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> properties)
        implements Serializable {}
