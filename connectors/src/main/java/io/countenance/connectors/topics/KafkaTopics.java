package io.countenance.connectors.topics;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.RecordSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates topics. */
public final class KafkaTopics {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);

    private static final Duration LEADERS_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LEADERS_POLL = Duration.ofMillis(50);

    private KafkaTopics() {}

    /**
     * A topic to be.
     *
     * @param name of the topic
     * @param partitions how many
     * @param maxMessageBytes largest record's value, bytes; the topic's limit is a little above
     */
    public record Topic(String name, int partitions, int maxMessageBytes) {

        /** Throws IllegalArgumentException that names the option, the value and the rule. */
        public Topic {
            check(!name.isBlank(), "name", name, "must be a topic's name", "video-frames");
            check(partitions >= 1, "partitions", partitions, "must be at least 1", 4);
            check(
                    maxMessageBytes >= 1024 && maxMessageBytes <= RecordSize.MAX_VALUE_BYTES,
                    "maxMessageBytes",
                    maxMessageBytes,
                    "must be 1024 to " + RecordSize.MAX_VALUE_BYTES,
                    1_048_576);
        }

        private NewTopic toCreate(short replication) {
            return new NewTopic(name, partitions, replication)
                    .configs(
                            Map.of(
                                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                    Integer.toString(RecordSize.limitFor(maxMessageBytes))));
        }
    }

    /**
     * Creates those that are not there, and waits until all can be used; leaves the others as they
     * are, with a warning where their settings are too small.
     *
     * @param replication how many brokers hold each record
     * @throws KafkaException where the broker cannot be reached or refuses, or a partition has no
     *     leader after half a minute
     */
    public static void create(KafkaConnection connection, short replication, List<Topic> topics) {
        try (Admin admin = Admin.create(connection.clientProperties(Map.of()))) {
            Set<String> present = get(admin.listTopics().names(), "list the topics", connection);
            for (Topic topic : topics) {
                if (!present.contains(topic.name())
                        && createOne(admin, connection, replication, topic)) {
                    LOG.info(
                            "Created the topic {} with {} partitions",
                            topic.name(),
                            topic.partitions());
                } else {
                    warnWhereTooSmall(admin, connection, topic);
                }
            }
            awaitLeaders(admin, connection, topics.stream().map(Topic::name).toList());
        }
    }

    /** A topic that was just created is not known to every broker, nor led, at once. */
    private static void awaitLeaders(Admin admin, KafkaConnection connection, List<String> names) {
        long deadline = System.nanoTime() + LEADERS_TIMEOUT.toNanos();
        while (!haveLeaders(admin, connection, names)) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException(
                        "Not all partitions of %s have a leader on %s after %d s"
                                .formatted(
                                        names,
                                        connection.bootstrapServers(),
                                        LEADERS_TIMEOUT.toSeconds()));
            }
            LockSupport.parkNanos(LEADERS_POLL.toNanos());
        }
    }

    private static boolean haveLeaders(
            Admin admin, KafkaConnection connection, List<String> names) {
        try {
            return get(
                            admin.describeTopics(names).allTopicNames(),
                            "describe the topics",
                            connection)
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.leader() != null);
        } catch (KafkaException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    /** Whether it was created; false where somebody else was quicker. */
    private static boolean createOne(
            Admin admin, KafkaConnection connection, short replication, Topic topic) {
        try {
            get(
                    admin.createTopics(List.of(topic.toCreate(replication))).all(),
                    "create the topic " + topic.name(),
                    connection);
            return true;
        } catch (KafkaException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    private static void warnWhereTooSmall(Admin admin, KafkaConnection connection, Topic topic) {
        TopicDescription description =
                get(
                                admin.describeTopics(List.of(topic.name())).allTopicNames(),
                                "describe the topic " + topic.name(),
                                connection)
                        .get(topic.name());
        if (description.partitions().size() < topic.partitions()) {
            LOG.warn(
                    "The topic {} is there with {} partitions, fewer than the {} that it would be made with; it is left as it is",
                    topic.name(),
                    description.partitions().size(),
                    topic.partitions());
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Config config =
                get(
                                admin.describeConfigs(List.of(resource)).all(),
                                "read the settings of the topic " + topic.name(),
                                connection)
                        .get(resource);
        long limit = Long.parseLong(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
        if (limit < RecordSize.limitFor(topic.maxMessageBytes())) {
            LOG.warn(
                    "The topic {} is there and takes records of at most {} bytes, less than the {} that it would be made with: the broker will refuse larger ones. To let them in: kafka-configs.sh --bootstrap-server {} --alter --topic {} --add-config {}={}",
                    topic.name(),
                    limit,
                    RecordSize.limitFor(topic.maxMessageBytes()),
                    connection.bootstrapServers(),
                    topic.name(),
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    RecordSize.limitFor(topic.maxMessageBytes()));
        }
    }

    private static <V> V get(KafkaFuture<V> future, String what, KafkaConnection connection) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Could not %s on %s".formatted(what, connection.bootstrapServers()),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(
                    "Interrupted while about to %s on %s"
                            .formatted(what, connection.bootstrapServers()),
                    e);
        }
    }
}
