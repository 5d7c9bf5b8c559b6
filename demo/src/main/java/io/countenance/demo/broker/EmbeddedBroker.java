package io.countenance.demo.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.BrokerServer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/**
 * A real Kafka broker (KRaft, one node) in this process, on a free port of this machine. Its data
 * are in a temporary directory that {@link #close()} deletes. For one thread at a time.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Map<String, String> ONE_NODE_SETTINGS =
            Map.of(
                    "offsets.topic.replication.factor", "1",
                    "offsets.topic.num.partitions", "1",
                    "transaction.state.log.replication.factor", "1",
                    "transaction.state.log.min.isr", "1",
                    "transaction.state.log.num.partitions", "1",
                    "group.initial.rebalance.delay.ms", "0",
                    "auto.create.topics.enable", "false");

    private final KafkaClusterTestKit cluster;

    private EmbeddedBroker(KafkaClusterTestKit cluster) {
        this.cluster = cluster;
    }

    /**
     * Starts a broker and waits until it is ready.
     *
     * @param maxMessageBytes largest record that it takes, bytes
     * @throws IllegalStateException where it does not start
     */
    public static EmbeddedBroker start(int maxMessageBytes) throws InterruptedException {
        return start(maxMessageBytes, Map.of());
    }

    /**
     * The same with further settings of the broker, by the names that Kafka gives them.
     *
     * @throws IllegalStateException where it does not start
     */
    public static EmbeddedBroker start(int maxMessageBytes, Map<String, String> settings)
            throws InterruptedException {
        try {
            KafkaClusterTestKit.Builder builder =
                    new KafkaClusterTestKit.Builder(
                            new TestKitNodes.Builder()
                                    .setCombined(true)
                                    .setNumBrokerNodes(1)
                                    .setNumControllerNodes(1)
                                    .build());
            ONE_NODE_SETTINGS.forEach(builder::setConfigProp);
            settings.forEach(builder::setConfigProp);
            builder.setConfigProp("message.max.bytes", Integer.toString(maxMessageBytes));
            KafkaClusterTestKit cluster = builder.build();
            EmbeddedBroker broker = new EmbeddedBroker(cluster);
            try {
                formatQuietly(cluster);
                cluster.startup();
                cluster.waitForReadyBrokers();
            } catch (Exception e) {
                broker.close();
                throw e;
            }
            return broker;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The embedded Kafka broker did not start", e);
        }
    }

    /** Kafka's formatter speaks on standard output, which is the table's. */
    private static void formatQuietly(KafkaClusterTestKit cluster) throws Exception {
        PrintStream standardOutput = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        try {
            cluster.format();
        } finally {
            System.setOut(standardOutput);
        }
    }

    /**
     * Stops the broker in order and keeps its data. Clients wait for it, each as long as it is set
     * to, until {@link #resume()}.
     */
    public void pause() {
        BrokerServer server = server();
        server.shutdown();
        server.awaitShutdown();
    }

    /**
     * Starts a broker that was paused, on the same data and the same port, and waits until it is
     * ready. That takes until the controller gives up the session from before, {@code
     * broker.session.timeout.ms}.
     */
    public void resume() throws InterruptedException {
        server().startup();
        try {
            cluster.waitForReadyBrokers();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The embedded Kafka broker did not start again", e.getCause());
        }
    }

    private BrokerServer server() {
        return cluster.brokers().values().iterator().next();
    }

    /** Where clients find it: host:port. */
    public String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    /** The directory of its data. */
    public String dataDirectory() {
        return cluster.nodes().baseDirectory();
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } catch (Exception e) {
            throw new IllegalStateException("The embedded Kafka broker did not stop in order", e);
        }
    }
}
