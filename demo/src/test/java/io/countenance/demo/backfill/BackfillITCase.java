package io.countenance.demo.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.publish.FramePublisher;
import io.countenance.connectors.publish.JpegEncoder;
import io.countenance.connectors.publish.PublishFormat;
import io.countenance.connectors.publish.PublisherOptions;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.demo.broker.EmbeddedBroker;
import io.countenance.demo.compare.DiffWindows;
import io.countenance.demo.sample.SampleVideo;
import io.countenance.job.CountenanceJob;
import io.countenance.job.options.JobOptions;
import io.countenance.options.Program;
import io.countenance.vision.expression.ModelFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A live run over a real broker, and backfills over parts of its frames. */
class BackfillITCase {

    /** Today's, since the broker soon deletes what is older than a week. */
    private static final long START = Instant.now().truncatedTo(ChronoUnit.DAYS).toEpochMilli();

    private static final int FRAMES = 48;
    private static final int FRAME_MILLIS = 83;
    private static final int PARTITIONS = 2;

    /** Before the last frame, at a window's end. */
    private static final long TO = START + 3000;

    private static EmbeddedBroker broker;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void runLive() throws Exception {
        assumeThat(SampleVideo.available())
                .describedAs("needs the sample pictures, which the build fetches with npm")
                .isTrue();
        broker = EmbeddedBroker.start(1 << 20);
        JobOptions options =
                JobOptions.parse(
                        "--kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "--kafka.partitions=" + PARTITIONS,
                        "--frames.start-from=earliest",
                        "--frames.stop-at=latest",
                        "--checkpoint.interval=200ms",
                        "--windows.size=1s");
        KafkaTopics.create(options.kafkaConnection(), options.replication(), options.topics());
        publish(options.kafkaConnection());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1);
        CountenanceJob.build(environment, options);
        environment.execute("live");
    }

    @AfterAll
    static void close() {
        if (broker != null) {
            broker.close();
        }
    }

    private static void publish(KafkaConnection connection) throws Exception {
        try (FramePublisher publisher =
                        new FramePublisher(
                                new PublisherOptions(
                                        connection, "video-frames", PublishFormat.AVRO, 1 << 20));
                JpegEncoder encoder = new JpegEncoder(90, 0)) {
            for (String camera : SampleVideo.cameraIds()) {
                try (SampleVideo video = SampleVideo.open(camera)) {
                    for (int i = 0; i < FRAMES; i++) {
                        publisher.publish(
                                camera,
                                i,
                                START + (long) i * FRAME_MILLIS,
                                encoder.encode(video.next().image()).bytes());
                    }
                }
            }
            publisher.flush();
        }
    }

    private int run(Object program, String... arguments) {
        CommandLine line = Program.commandLine(program);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private int backfill(String results, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--bootstrap-servers=" + broker.bootstrapServers(),
                                "--from=" + Instant.ofEpochMilli(START),
                                "--to=" + TO,
                                "--results=" + results,
                                "--job-option=windows.size=1s",
                                "--job-option=checkpoint.interval=200ms",
                                "--parallelism=2"));
        arguments.addAll(List.of(more));
        return run(new Backfill(), arguments.toArray(String[]::new));
    }

    private int diff(String right) {
        return run(
                new DiffWindows(),
                "--bootstrap-servers=" + broker.bootstrapServers(),
                "--left=expression-windows",
                "--right=" + right,
                "--to=" + TO);
    }

    @Test
    void givesTheLiveRunsWindowsBitForBitAndThoseOfAnotherModel(@TempDir Path folder)
            throws Exception {
        assertThat(backfill("again")).as(err.toString()).isZero();

        List<String> live = windows("expression-windows");
        List<String> again = windows("again-expression-windows");
        assertThat(again).hasSizeGreaterThanOrEqualTo(6).isEqualTo(before(TO, live));
        assertThat(live).hasSizeGreaterThan(again.size());
        assertThat(out.toString())
                .contains(" records of video-frames from " + Instant.ofEpochMilli(START))
                .contains("Results are in again-face-expressions, again-frame-results");
        assertThat(diff("again-expression-windows")).as(err.toString()).isZero();
        assertThat(out.toString().replaceAll(" +", " "))
                .contains("all %1$d %1$d 0.000000 0.000000 0 0 0 0".formatted(again.size()));

        Path renamed = Files.write(folder.resolve("other.onnx"), ModelFile.read("default").bytes());
        assertThat(backfill("other", "--model=" + renamed)).as(err.toString()).isZero();
        assertThat(windows("other-expression-windows"))
                .hasSameSizeAs(again)
                .allMatch(window -> window.contains("\"modelIds\":[\"other@"));
        assertThat(diff("other-expression-windows")).isZero();
        assertThat(out.toString().replaceAll(" +", " "))
                .contains("all %d 0 0.000000 0.000000 0 0 0 0".formatted(again.size()));

        assertThat(backfill("again")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--results: 'again' is not allowed: the topic again-")
                .contains("holds results already, which must not be mixed with others");
    }

    @Test
    void refusesTheLiveTopicsAndWhatItSetsItself() {
        assertThat(backfill("x", "--job-option=topics.expression-windows=x-expression-windows"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--results: 'x' is not allowed: the topic x-expression-windows is one that the live job writes to; a backfill needs topics of its own");
        assertThat(backfill("x", "--job-option=frames.stop-at=latest")).isEqualTo(2);
        assertThat(err.toString()).contains("the backfill sets frames.stop-at itself");
        assertThat(backfill("no/topic")).isEqualTo(2);
        assertThat(err.toString()).contains("--results: 'no/topic' is not allowed");
        assertThat(backfill("x", "--job-option=windows.sise=3s")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown option", "--windows.sise");
        assertThat(backfill("x", "--model=none.onnx")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--model: 'none.onnx' is not allowed: must be a model that can be used: ")
                .contains("Example: --model default");
        assertThat(backfill("x", "--job-option=frames.topic=elsewhere")).isEqualTo(1);
        assertThat(err.toString()).contains("There is no topic elsewhere");
        assertThat(run(new Backfill(), rangeOf(START + 60_000, START + 70_000))).isEqualTo(1);
        assertThat(err.toString()).contains("video-frames has no records from ");
        assertThat(run(new Backfill(), rangeOf(START, START))).isEqualTo(2);
        assertThat(err.toString()).contains("--to", "must be after --from");
        assertThat(run(new DiffWindows(), topics("expression-windows", "nowhere"))).isEqualTo(1);
        assertThat(err.toString()).contains("There is no topic nowhere");
    }

    private static String[] rangeOf(long from, long to) {
        return new String[] {
            "--bootstrap-servers=" + broker.bootstrapServers(),
            "--from=" + from,
            "--to=" + to,
            "--results=x"
        };
    }

    private static String[] topics(String left, String right) {
        return new String[] {
            "--bootstrap-servers=" + broker.bootstrapServers(), "--left=" + left, "--right=" + right
        };
    }

    /** The windows of a topic as they were written, sorted. */
    private static List<String> windows(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        new KafkaConnection(broker.bootstrapServers(), Map.of())
                                .clientProperties(Map.of()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<String> windows = new ArrayList<>();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(
                                window ->
                                        windows.add(
                                                new String(
                                                        window.value(), StandardCharsets.UTF_8)));
            }
            windows.sort(null);
            return windows;
        }
    }

    private static List<String> before(long end, List<String> windows) {
        return windows.stream()
                .filter(
                        window ->
                                Long.parseLong(window.replaceAll(".*\"windowEnd\":(\\d+).*", "$1"))
                                        <= end)
                .toList();
    }
}
