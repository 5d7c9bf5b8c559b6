package io.countenance.job.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.connectors.KafkaBroker;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.job.CountenanceJob;
import io.countenance.job.options.JobOptions;
import io.countenance.vision.expression.ModelFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The model's file is replaced while a job on a real cluster reads frames from a real broker. */
class ModelSwapITCase {

    /**
     * The whole run lies in one window of an hour; of today, since the broker soon deletes what is
     * older than a week.
     */
    private static final long START = Instant.now().truncatedTo(ChronoUnit.DAYS).toEpochMilli();

    private static final int MAX_ROUNDS = 200;
    private static final int FRAMES_A_ROUND = 5;

    private static final InMemoryReporter METRICS = InMemoryReporter.create();

    @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setConfiguration(METRICS.addToConfiguration(new Configuration()))
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(1)
                            .build());

    private final ObjectMapper json = new ObjectMapper();
    private int published;

    @Test
    void windowsCarryTheIdsOfBothModels(@TempDir Path directory) throws Exception {
        Path picture =
                Path.of(
                        System.getProperty("countenance.shared", "../../shared"),
                        "images",
                        "npm_faceapi_sample1.jpg");
        assumeThat(picture).as("needs ../shared/images/npm_faceapi_sample1.jpg").exists();
        byte[] faces = Files.readAllBytes(picture);
        byte[] shipped = ModelFile.read("default").bytes();
        Path file = Files.write(directory.resolve("faces.onnx"), shipped);
        JobOptions options =
                JobOptions.parse(
                        "--kafka.bootstrap-servers=" + BROKER.bootstrapServers(),
                        "--kafka.partitions=1",
                        "--checkpoint.interval=100ms",
                        "--frames.max-out-of-orderness=0s",
                        "--windows.size=1h",
                        "--room.min-persons=1",
                        "--expression.model=" + file,
                        "--expression.watch-interval=50ms");
        KafkaTopics.create(options.kafkaConnection(), options.replication(), options.topics());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        CountenanceJob.build(environment, options);
        JobClient job = environment.executeAsync("swap");

        String first = publishUntilReadBy(faces, "");
        Files.write(file, new byte[] {1, 2, 3});
        for (int round = 0; !"1".equals(metric(job.getJobID(), "refusals")); round++) {
            assertThat(round).as("rounds until the file is refused").isLessThan(MAX_ROUNDS);
            assertThat(read("dead-letters")).isEmpty();
        }
        assertThat(metric(job.getJobID(), "lastRefusal")).contains("it is no ONNX file");
        assertThat(metric(job.getJobID(), "id")).isEqualTo(first);
        ModelFiles.replace(file, withNote(shipped));
        String second = publishUntilReadBy(faces, first);
        assertThat(metric(job.getJobID(), "id")).isEqualTo(second);
        assertThat(metric(job.getJobID(), "swaps")).isEqualTo("1");
        job.stopWithSavepoint(true, directory.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
        job.getJobExecutionResult().get();

        assertThat(first).matches("faces@[0-9a-f]{12}");
        assertThat(second).matches("faces@[0-9a-f]{12}");
        List<JsonNode> persons = read("expression-windows");
        assertThat(persons).isNotEmpty();
        assertThat(persons)
                .allSatisfy(window -> assertThat(modelIds(window)).containsExactly(first, second));
        assertThat(read("room-windows"))
                .singleElement()
                .satisfies(window -> assertThat(modelIds(window)).containsExactly(first, second));
        assertThat(read("dead-letters")).isEmpty();
        List<JsonNode> frames = read("frame-results");
        assertThat(frames)
                .as("each frame up to the last that was read, once")
                .extracting(frame -> frame.get("sequenceNumber").asLong())
                .containsExactlyElementsOf(LongStream.range(0, frames.size()).boxed().toList());
    }

    /** Returns the first model other than {@code known} that frames turn out to be read by. */
    private String publishUntilReadBy(byte[] picture, String known) throws Exception {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            publish(picture);
            for (JsonNode frame : read("frame-results")) {
                String modelId = frame.get("modelId").asText();
                if (!modelId.equals(known)) {
                    return modelId;
                }
            }
        }
        throw new AssertionError("No frame was read by a model other than '" + known + "'");
    }

    private void publish(byte[] picture) throws Exception {
        List<ProducerRecord<byte[], byte[]>> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES_A_ROUND; i++) {
            frames.add(
                    new ProducerRecord<>(
                            "video-frames",
                            0,
                            START + published++ * 100L,
                            "hall".getBytes(StandardCharsets.UTF_8),
                            picture));
        }
        BROKER.write(frames);
    }

    private List<JsonNode> read(String topic) throws Exception {
        List<JsonNode> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : BROKER.read(topic)) {
            values.add(json.readTree(record.value()));
        }
        return values;
    }

    private static List<String> modelIds(JsonNode window) {
        List<String> ids = new ArrayList<>();
        window.get("modelIds").forEach(id -> ids.add(id.asText()));
        return ids;
    }

    private static String metric(JobID job, String name) {
        Metric metric =
                METRICS.findMetrics(job, "ClassifyFaces\\.0\\.expressionModel\\." + name + "$")
                        .values()
                        .iterator()
                        .next();
        return metric instanceof Counter counter
                ? Long.toString(counter.getCount())
                : String.valueOf(((Gauge<?>) metric).getValue());
    }

    /** The same model with a further entry in its metadata, so with another id. */
    private static byte[] withNote(byte[] model) {
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.writeBytes(model);
        // Field 14 of a ModelProto, a message of two texts; protobuf takes fields in any order.
        longer.writeBytes(new byte[] {14 << 3 | 2, 6, 1 << 3 | 2, 1, 'k', 2 << 3 | 2, 1, 'v'});
        return longer.toByteArray();
    }
}
