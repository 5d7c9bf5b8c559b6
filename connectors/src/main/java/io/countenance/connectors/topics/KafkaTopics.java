package io.countenance.connectors.topics;

import io.countenance.connectors.KafkaConnection;
import java.util.List;

/** Creates topics. */
public final class KafkaTopics {

    private KafkaTopics() {}

    /**
     * A topic to be.
     *
     * @param name of the topic
     * @param partitions how many
     * @param maxMessageBytes largest record, bytes
     */
    public record Topic(String name, int partitions, int maxMessageBytes) {}

    /**
     * Creates those that are not there; leaves the others as they are, with a warning where their
     * settings are too small.
     */
    public static void create(KafkaConnection connection, short replication, List<Topic> topics) {
        throw new UnsupportedOperationException("contract only");
    }
}
