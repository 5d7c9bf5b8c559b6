package io.countenance.job;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.connectors.KafkaBroker;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.job.options.JobOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** The whole job between topics of its own, {@code NAME-frames} and so on, on a broker. */
final class JobRun {

    static final long START = 1_767_225_600_000L;

    private final ObjectMapper json = new ObjectMapper();
    private final KafkaBroker broker;
    private final String name;

    JobRun(KafkaBroker broker, String name) {
        this.broker = broker;
        this.name = name;
    }

    /** Runs the job at parallelism 2 over these frames to its end. */
    JobID run(List<ProducerRecord<byte[], byte[]>> frames, String... more) throws Exception {
        return run(2, frames, more);
    }

    JobID run(int parallelism, List<ProducerRecord<byte[], byte[]>> frames, String... more)
            throws Exception {
        List<String> bounded = new ArrayList<>(Arrays.asList(more));
        bounded.add("--frames.stop-at=latest");
        JobOptions options = options(bounded);
        createTopics(options);
        broker.write(frames);
        JobClient job = start(parallelism, options);
        job.getJobExecutionResult().get();
        return job.getJobID();
    }

    /** Starts the job, which goes on until it is cancelled. */
    JobClient start(String... more) throws Exception {
        JobOptions options = options(Arrays.asList(more));
        createTopics(options);
        return start(2, options);
    }

    private JobClient start(int parallelism, JobOptions options) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(parallelism);
        CountenanceJob.build(environment, options);
        return environment.executeAsync(name);
    }

    private void createTopics(JobOptions options) {
        KafkaTopics.create(options.kafkaConnection(), options.replication(), options.topics());
    }

    private JobOptions options(List<String> more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--kafka.bootstrap-servers=" + broker.bootstrapServers(),
                                "--frames.topic=" + topic("frames"),
                                "--frames.start-from=earliest",
                                "--kafka.partitions=2",
                                "--checkpoint.interval=200ms",
                                "--results.transactional-id-prefix=" + name,
                                "--topics.face-expressions=" + topic("face-expressions"),
                                "--topics.frame-results=" + topic("frame-results"),
                                "--topics.expression-windows=" + topic("expression-windows"),
                                "--topics.room-windows=" + topic("room-windows"),
                                "--topics.dead-letters=" + topic("dead-letters")));
        arguments.addAll(more);
        return JobOptions.parse(arguments.toArray(String[]::new));
    }

    private String topic(String results) {
        return name + "-" + results;
    }

    /** What a result topic holds. */
    List<JsonNode> read(String results) throws Exception {
        List<JsonNode> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : broker.read(topic(results))) {
            values.add(json.readTree(record.value()));
        }
        return values;
    }

    /** The camera's frame of a number, one each 100 ms from {@link #START} on. */
    ProducerRecord<byte[], byte[]> frame(String camera, int number, byte[] value) {
        return frame(camera, number, START + number * 100L, value);
    }

    ProducerRecord<byte[], byte[]> frame(String camera, int number, long time, byte[] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic("frames"),
                        null,
                        time,
                        camera.getBytes(StandardCharsets.UTF_8),
                        value);
        record.headers()
                .add("sequence-number", Integer.toString(number).getBytes(StandardCharsets.UTF_8));
        return record;
    }

    /** A picture of one grey. */
    static byte[] picture(String extension, int width, int height, int grey) {
        try (Mat mat = new Mat(height, width, opencv_core.CV_8UC3, Scalar.all(grey))) {
            return encoded(extension, mat);
        }
    }

    /** A picture of ../shared; the test is skipped where it is missing. */
    static byte[] sharedImage(String file) throws Exception {
        return Files.readAllBytes(sharedFile(file));
    }

    /** The same, {@code width} px wide, which is read faster. */
    static byte[] sharedImage(String file, int width) {
        try (Mat whole = imread(sharedFile(file).toString());
                Mat scaled = new Mat()) {
            resize(whole, scaled, new Size(width, whole.rows() * width / whole.cols()));
            return encoded(".jpg", scaled);
        }
    }

    private static byte[] encoded(String extension, Mat picture) {
        try (BytePointer file = new BytePointer()) {
            imencode(extension, picture, file);
            byte[] bytes = new byte[(int) file.limit()];
            file.get(bytes);
            return bytes;
        }
    }

    private static Path sharedFile(String file) {
        Path picture =
                Path.of(System.getProperty("countenance.shared", "../../shared"), "images", file);
        assumeThat(picture).as("needs ../shared/images/" + file).exists();
        return picture;
    }
}
