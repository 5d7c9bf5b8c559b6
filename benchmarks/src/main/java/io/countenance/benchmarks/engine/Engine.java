package io.countenance.benchmarks.engine;

import ai.onnxruntime.OrtEnvironment;
import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.job.CountenanceJob;
import io.countenance.job.options.JobOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.bytedeco.opencv.global.opencv_core;

/**
 * The whole job on a cluster in this process, from a frames topic to its result topics. One thread.
 *
 * <p>The frames of a turn are written in one transaction, which the job does not see before it is
 * committed: what it takes to publish them is not measured, what it takes to read them is. A turn
 * is of the job in full swing, from its first result on.
 */
public final class Engine implements AutoCloseable {

    private static final long FRAME_MILLIS = 50;

    /** One in so many frames more than a turn counts. */
    private static final int SURPLUS = 4;

    private static final Duration POLL = Duration.ofMillis(100);

    private final RoomFrames frames;
    private final JobOptions options;
    private final int parallelism;
    private final int cameras;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> results;
    private final RunningJob job;
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
     * @param cameras that the frames are shared out over
     * @param jobOptions the job's, by name without hyphens
     */
    public Engine(
            String bootstrapServers,
            String name,
            RoomFrames frames,
            int parallelism,
            int cameras,
            Map<String, String> jobOptions)
            throws Exception {
        this.frames = frames;
        this.parallelism = parallelism;
        this.cameras = cameras;
        options = options(bootstrapServers, name, parallelism, jobOptions);
        KafkaConnection connection = options.kafkaConnection();
        KafkaTopics.create(connection, options.replication(), options.topics());
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
        // With exactly-once it is the job's speed that is asked for, not when it commits.
        results =
                new KafkaConsumer<>(
                        connection.clientProperties(
                                Map.of(
                                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                        "false",
                                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                        "read_uncommitted")),
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
        try {
            producer.initTransactions();
            job =
                    RunningJob.start(
                            name,
                            parallelism,
                            environment -> CountenanceJob.build(environment, options));
        } catch (Exception e) {
            results.close();
            producer.close();
            throw e;
        }
    }

    /**
     * The job's options on topics named after it, checked.
     *
     * @param given by name without hyphens
     * @throws io.countenance.options.InvalidOptionException for values that break a rule
     */
    public static JobOptions options(
            String bootstrapServers, String name, int partitions, Map<String, String> given) {
        Map<String, String> own =
                Map.of(
                        "kafka.bootstrap-servers",
                        bootstrapServers,
                        "kafka.partitions",
                        String.valueOf(partitions),
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

    /** Name and version of the libraries whose speed it is. */
    public static Map<String, String> libraries() {
        return Map.of(
                "Flink", EnvironmentInformation.getVersion(),
                "Kafka", AppInfoParser.getVersion(),
                "ONNX Runtime", OrtEnvironment.getEnvironment().getVersion(),
                "OpenCV", opencv_core.CV_VERSION);
    }

    /** The running job. */
    public RunningJob job() {
        return job;
    }

    /** Its options. */
    public JobOptions options() {
        return options;
    }

    /**
     * Writes the frames of a turn, shared out evenly over cameras, and waits for the first result.
     *
     * <p>The job holds frames of each camera back for those that are out of order: what it does up
     * to the first result is work for results of later frames. From then on one frame goes in for
     * each that comes out. So that this holds to the end of the turn, there are more frames than it
     * counts; and where so many results came together with the first that fewer than it counts are
     * left, all this is done again.
     */
    public void publish(int count) {
        do {
            write(count);
        } while (published - cameras - finished < count);
    }

    private void write(int count) {
        int more = count + heldBack() + count / SURPLUS;
        producer.beginTransaction();
        for (int number = 0; number < more; number++) {
            send(
                    number % cameras,
                    captureTime + number / cameras * FRAME_MILLIS,
                    frames.image(number).bytes());
        }
        // A frame is finished when a later one of its camera was seen.
        captureTime +=
                (more / cameras + 1) * FRAME_MILLIS
                        + options.cameraTime().outOfOrderness().toMillis()
                        + Duration.ofSeconds(1).toMillis();
        for (int camera = 0; camera < cameras; camera++) {
            send(camera, captureTime, frames.image(0).bytes());
        }
        captureTime += FRAME_MILLIS;
        long before = published;
        published += more + cameras;
        producer.commitTransaction();
        // First come the last frames of the last turn, which were still held back.
        await(before + 1);
    }

    private int heldBack() {
        long perCamera = options.cameraTime().outOfOrderness().toMillis() / FRAME_MILLIS + 1;
        return Math.toIntExact(perCamera * cameras);
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
     * Waits until so many more results are there.
     *
     * @param count of frames in the turn
     * @return how many were finished: a few more, as results come together
     */
    public int run(int count) {
        long before = finished;
        await(before + count);
        return Math.toIntExact(finished - before);
    }

    /** Waits for those that the turn did not count, until the job is at rest. */
    public void complete() {
        await(published - cameras);
    }

    private void await(long wanted) {
        while (finished < wanted) {
            finished += results.poll(POLL).count();
            job.requireRunning();
        }
    }

    @Override
    public void close() throws Exception {
        results.close();
        producer.close();
        job.close();
    }
}
