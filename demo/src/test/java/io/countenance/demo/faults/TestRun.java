package io.countenance.demo.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.source.FrameSource;
import io.countenance.connectors.source.IngestedFrame;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.demo.results.TopicOffsets;
import io.countenance.job.CountenanceJob;
import io.countenance.job.options.JobOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The whole job, exactly once, between topics of its own, with a publisher before it and one
 * consumer of committed records behind it, which goes on whatever becomes of the job. For one
 * thread.
 */
final class TestRun implements AutoCloseable {

    private static final int PARTITIONS = 4;
    private static final String END = "end";
    private static final List<String> RESULTS =
            List.of(
                    "face-expressions",
                    "frame-results",
                    "expression-windows",
                    "room-windows",
                    "dead-letters");

    private static final Map<String, String> OPTIONS =
            Map.ofEntries(
                    Map.entry("kafka.partitions", Integer.toString(PARTITIONS)),
                    Map.entry("frames.start-from", "earliest"),
                    Map.entry("frames.max-out-of-orderness", "200ms"),
                    // Nobody falls silent while a task is down.
                    Map.entry("frames.idle-timeout", "1h"),
                    Map.entry("windows.size", "1s"),
                    Map.entry("windows.allowed-lateness", "1s"),
                    Map.entry("room.min-persons", "2"),
                    Map.entry("detector.input-size", "320"),
                    Map.entry("checkpoint.interval", "200ms"),
                    Map.entry("results.delivery", "exactly-once"));

    private static final Duration POLL = Duration.ofMillis(50);
    private static final long PATIENCE_NANOS = Duration.ofMinutes(3).toNanos();

    private final MiniCluster cluster;
    private final String name;
    private final JobOptions options;
    private final KafkaProducer<byte[], byte[]> publisher;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicOffsets offsets;
    private final ExecutorService publishing = Executors.newSingleThreadExecutor();
    private final Queue<Future<RecordMetadata>> published = new ConcurrentLinkedQueue<>();
    private final Map<String, List<CommittedRecord>> results = new TreeMap<>();
    private int accountedFor;
    private int ends;
    private @Nullable JobID job;

    /**
     * Makes the topics; starts nothing yet.
     *
     * @param name of the run, which no other one on the broker has
     * @param framesTopic where it reads: {@link #framesTopic} of this run or of another
     * @param more options of the job, by name without hyphens
     */
    TestRun(
            MiniCluster cluster,
            String bootstrapServers,
            String name,
            String framesTopic,
            Map<String, String> more) {
        this.cluster = cluster;
        this.name = name;
        Map<String, String> given = new TreeMap<>(OPTIONS);
        given.put("kafka.bootstrap-servers", bootstrapServers);
        given.put("frames.topic", framesTopic);
        given.put("frames.group-id", name);
        given.put("results.transactional-id-prefix", name);
        for (String results : RESULTS) {
            given.put("topics." + results, name + "-" + results);
            this.results.put(results, new ArrayList<>());
        }
        given.putAll(more);
        options =
                JobOptions.parse(
                        given.entrySet().stream()
                                .map(option -> "--" + option.getKey() + "=" + option.getValue())
                                .toArray(String[]::new));
        KafkaConnection connection = options.kafkaConnection();
        KafkaTopics.create(connection, options.replication(), options.topics());
        offsets = new TopicOffsets(connection);
        publisher =
                new KafkaProducer<>(
                        connection.clientProperties(
                                Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, "180000")),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        consumer =
                new KafkaConsumer<>(
                        connection.clientProperties(
                                Map.of(
                                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : options.resultTopics().all()) {
            consumer.partitionsFor(topic)
                    .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The frames topic of a run. */
    static String framesTopic(String name) {
        return name + "-frames";
    }

    /** Sends frames, after those before them, and does not wait: there may be no broker. */
    void publish(Collection<CameraFrame> frames) {
        String topic = options.frameSource().topic();
        send(frames.stream().map(frame -> frame.record(topic)).toList());
    }

    /**
     * Sends a record to each partition that is refused at the source, so that its dead letter tells
     * that all before it has been read. (What the consumer group has committed tells it, too, but
     * only after up to 10 s where no more frames come.)
     */
    void publishEnd() {
        List<ProducerRecord<byte[], byte[]>> ends = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ends.add(
                    new ProducerRecord<>(
                            options.frameSource().topic(),
                            partition,
                            Footage.START,
                            END.getBytes(UTF_8),
                            "the end".getBytes(UTF_8)));
        }
        send(ends);
    }

    private void send(List<ProducerRecord<byte[], byte[]>> records) {
        // Sending blocks where the broker stops before the publisher knows the topic's partitions.
        publishing.execute(() -> records.forEach(record -> published.add(publisher.send(record))));
    }

    /** Waits until the broker has all of them. */
    void flush() throws Exception {
        publishing.submit(publisher::flush).get();
        for (Future<RecordMetadata> sent : published) {
            sent.get();
        }
        published.clear();
    }

    /** Starts the job, with {@link FailOnce} behind its source, from a savepoint or anew. */
    void start(int parallelism, @Nullable String savepoint) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(cluster.getConfiguration());
        environment.setParallelism(parallelism);
        environment.configure(CountenanceJob.settings(options));
        CountenanceJob.build(
                FrameSource.add(environment, options.frameSource())
                        .map(new FailOnce(), TypeInformation.of(IngestedFrame.class))
                        .name("FailOnce")
                        .uid("fail-once"),
                options);
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName(name);
        if (savepoint != null) {
            graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
        }
        job = cluster.submitJob(graph).get().getJobID();
    }

    /** Waits for a bounded job's end. */
    void finish() throws Exception {
        cluster.requestJobResult(job).get().toJobExecutionResult(getClass().getClassLoader());
        readToEnd();
    }

    /** Stops the job with a savepoint, from which it can go on. */
    String stop(Path folder) throws Exception {
        return stop(folder, false);
    }

    /** Waits until the job has read all frames, and ends it as if its input had ended. */
    void drain(Path folder) throws Exception {
        publishEnd();
        flush();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (ends < PARTITIONS) {
            poll(deadline);
        }
        stop(folder, true);
    }

    private String stop(Path folder, boolean drain) throws Exception {
        String savepoint =
                cluster.stopWithSavepoint(
                                job,
                                folder.toUri().toString(),
                                drain,
                                SavepointFormatType.CANONICAL)
                        .get();
        finish();
        return savepoint;
    }

    /** Reads until so many frames are accounted for by committed records. */
    void awaitFrames(int count) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (accountedFor < count) {
            poll(deadline);
        }
    }

    /** How many frames are accounted for by committed records that were read. */
    int accountedFor() {
        return accountedFor;
    }

    /** Drops what was read so far. */
    void forgetResults() {
        results.values().forEach(List::clear);
    }

    /** Reads until {@link FailOnce} has failed so often. */
    void awaitFailures(int count) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (FailOnce.failures() < count) {
            poll(deadline);
        }
    }

    private void readToEnd() throws Exception {
        Map<TopicPartition, Long> ends = offsets.ends(options.resultTopics().all());
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(deadline);
        }
    }

    private void poll(long deadline) throws Exception {
        if (System.nanoTime() > deadline) {
            throw new AssertionError(
                    "waited too long; the job is %s, committed are %s"
                            .formatted(cluster.getJobStatus(job).get(), counts()));
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            String topic = record.topic().substring(name.length() + 1);
            results(topic).add(CommittedRecord.of(record));
            if (record.key() != null && END.equals(new String(record.key(), UTF_8))) {
                ends++;
            } else if (topic.equals("frame-results") || topic.equals("dead-letters")) {
                accountedFor++;
            }
        }
    }

    /** What was read so far of {@code frame-results} or another topic, in the topic's order. */
    List<CommittedRecord> results(String topic) {
        return results.get(topic);
    }

    /** How many of each topic. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        results.forEach((topic, records) -> counts.put(topic, records.size()));
        return counts;
    }

    /** Records of a topic by key, in order. */
    Map<String, List<CommittedRecord>> byKey(String topic) {
        Map<String, List<CommittedRecord>> byKey = new HashMap<>();
        results(topic)
                .forEach(
                        record ->
                                byKey.computeIfAbsent(
                                                String.valueOf(record.key()),
                                                key -> new ArrayList<>())
                                        .add(record));
        return byKey;
    }

    /**
     * Records of a topic that several operators write, in no order of theirs; in all runs as if the
     * frames' topic had the same name.
     */
    List<CommittedRecord> sorted(String topic) {
        String framesTopic = options.frameSource().topic();
        return results(topic).stream()
                .map(record -> record.framesTopic(framesTopic, "frames"))
                .sorted(Comparator.comparing(CommittedRecord::toString))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() throws Exception {
        publishing.shutdownNow();
        try (publisher;
                consumer;
                offsets) {
            if (job != null && cluster.getJobStatus(job).get() != JobStatus.FINISHED) {
                cluster.cancelJob(job).get();
                cluster.requestJobResult(job).get();
            }
        }
    }
}
