package io.countenance.benchmarks.engine;

import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.demo.cluster.LocalCluster;
import io.countenance.job.CountenanceJob;
import io.countenance.job.options.JobOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The whole job on a cluster in this process, from a frames topic to its result topics. One thread.
 *
 * <p>The frames of a turn are written in one transaction, which the job does not see before it is
 * committed: what it takes to publish them is not measured, what it takes to read them is.
 */
final class Engine implements AutoCloseable {

    /** So many that their keys spread over the subtasks. */
    private static final int CAMERAS = 8;

    private static final long FRAME_MILLIS = 50;

    /** One in so many frames more than a turn counts. */
    private static final int SURPLUS = 4;

    private static final Duration POLL = Duration.ofMillis(100);

    private final RoomFrames frames;
    private final JobOptions options;
    private final int parallelism;
    private final LocalCluster cluster;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> results;
    private final CompletableFuture<JobResult> job;
    private long published;
    private long finished;
    private long captureTime = System.currentTimeMillis() - Duration.ofDays(1).toMillis();

    /**
     * Starts the job on topics of its own.
     *
     * @param bootstrapServers a broker; stays the caller's
     * @param name of this job, which no other on the broker has
     * @param frames that it is given, again and again
     * @param parallelism of the job, and partitions of its topics
     * @param jobOptions the job's, by name without hyphens
     */
    Engine(
            String bootstrapServers,
            String name,
            RoomFrames frames,
            int parallelism,
            Map<String, String> jobOptions)
            throws Exception {
        this.frames = frames;
        this.parallelism = parallelism;
        options = options(bootstrapServers, name, parallelism, jobOptions);
        KafkaConnection connection = options.kafkaConnection();
        KafkaTopics.create(connection, options.replication(), options.topics());
        cluster = LocalCluster.start(parallelism, "0");
        producer =
                new KafkaProducer<>(
                        connection.clientProperties(
                                Map.of(
                                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                        name,
                                        ProducerConfig.LINGER_MS_CONFIG,
                                        5)),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        producer.initTransactions();
        results =
                new KafkaConsumer<>(
                        connection.clientProperties(
                                Map.of(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false")),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                IntStream.range(0, parallelism)
                        .mapToObj(
                                partition ->
                                        new TopicPartition(
                                                options.resultTopics().frameResults(), partition))
                        .toList();
        results.assign(partitions);
        results.seekToBeginning(partitions);
        Configuration settings = new Configuration();
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);
        environment.setParallelism(parallelism);
        CountenanceJob.build(environment, options);
        job = cluster.result(cluster.submit(environment, name));
    }

    static JobOptions options(
            String bootstrapServers, String name, int partitions, Map<String, String> given) {
        Map<String, String> own =
                Map.of(
                        "kafka.bootstrap-servers",
                        bootstrapServers,
                        "kafka.partitions",
                        String.valueOf(partitions),
                        "kafka.property",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG + "=read_committed",
                        "frames.format",
                        "image",
                        "frames.group-id",
                        name,
                        "frames.start-from",
                        "earliest",
                        "device",
                        "cpu",
                        "results.transactional-id-prefix",
                        name);
        Stream<String> topics =
                Stream.of(
                                "frames.topic",
                                "topics.face-expressions",
                                "topics.frame-results",
                                "topics.expression-windows",
                                "topics.room-windows",
                                "topics.dead-letters")
                        .map(
                                topic ->
                                        "--"
                                                + topic
                                                + "="
                                                + name
                                                + "-"
                                                + topic.replace("topics.", ""));
        return JobOptions.parse(
                Stream.of(
                                own.entrySet().stream().map(Engine::argument),
                                topics,
                                given.entrySet().stream().map(Engine::argument))
                        .flatMap(arguments -> arguments)
                        .toArray(String[]::new));
    }

    private static String argument(Map.Entry<String, String> option) {
        return "--" + option.getKey() + "=" + option.getValue();
    }

    /**
     * Writes the frames of a turn, shared out evenly over cameras, where the job does not see them.
     * They are more than the turn counts, for otherwise it would measure how a job runs dry. Those
     * left over from the turn before are waited for.
     */
    void publish(int count) throws Exception {
        await(published - CAMERAS);
        int more = count + count / SURPLUS;
        producer.beginTransaction();
        for (int number = 0; number < more; number++) {
            send(
                    number % CAMERAS,
                    captureTime + number / CAMERAS * FRAME_MILLIS,
                    frames.image(number).bytes());
        }
        // A frame is finished when a later one of its camera was seen.
        captureTime += (more / CAMERAS + 1) * FRAME_MILLIS + Duration.ofSeconds(1).toMillis();
        for (int camera = 0; camera < CAMERAS; camera++) {
            send(camera, captureTime, frames.image(0).bytes());
        }
        captureTime += FRAME_MILLIS;
        published += more + CAMERAS;
        producer.flush();
    }

    private void send(int camera, long time, byte[] image) {
        producer.send(
                new ProducerRecord<>(
                        options.frameSource().topic(),
                        camera % parallelism,
                        time,
                        ("camera-" + camera).getBytes(StandardCharsets.UTF_8),
                        image));
    }

    /**
     * Shows the job what was published, and waits until the results of so many frames are there.
     */
    void run(int count) throws Exception {
        long before = finished;
        producer.commitTransaction();
        await(before + count);
    }

    private void await(long wanted) throws Exception {
        while (finished < wanted) {
            finished += results.poll(POLL).count();
            if (job.isDone()) {
                throw new IllegalStateException(
                        "the job ended after %d of %d frames".formatted(finished, wanted),
                        job.get()
                                .getSerializedThrowable()
                                .map(
                                        failure ->
                                                failure.deserializeError(
                                                        getClass().getClassLoader()))
                                .orElse(null));
            }
        }
    }

    @Override
    public void close() throws Exception {
        results.close();
        producer.close();
        cluster.close();
    }
}
