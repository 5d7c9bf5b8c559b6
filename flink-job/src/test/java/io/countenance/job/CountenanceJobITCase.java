package io.countenance.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole job between a real broker and itself, on a real cluster. */
class CountenanceJobITCase {

    private static final long START = 1_767_225_600_000L;

    @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private final ObjectMapper json = new ObjectMapper();

    /**
     * Runs the job over what the topic {@code NAME-frames} holds; results go to {@code NAME-...}.
     */
    private void run(String name, List<ProducerRecord<byte[], byte[]>> frames, String... more)
            throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--kafka.bootstrap-servers=" + BROKER.bootstrapServers(),
                                "--frames.topic=" + topic(name, "frames"),
                                "--frames.start-from=earliest",
                                "--frames.stop-at=latest",
                                "--kafka.partitions=2",
                                "--checkpoint.interval=200ms",
                                "--results.transactional-id-prefix=" + name,
                                "--topics.face-expressions=" + topic(name, "face-expressions"),
                                "--topics.frame-results=" + topic(name, "frame-results"),
                                "--topics.expression-windows=" + topic(name, "expression-windows"),
                                "--topics.room-windows=" + topic(name, "room-windows"),
                                "--topics.dead-letters=" + topic(name, "dead-letters")));
        arguments.addAll(Arrays.asList(more));
        JobOptions options = JobOptions.parse(arguments.toArray(String[]::new));
        KafkaTopics.create(options.kafkaConnection(), options.replication(), options.topics());
        BROKER.write(frames);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        CountenanceJob.build(environment, options);
        environment.execute(name);
    }

    private static String topic(String name, String results) {
        return name + "-" + results;
    }

    private List<JsonNode> read(String name, String results) throws Exception {
        List<JsonNode> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : BROKER.read(topic(name, results))) {
            values.add(json.readTree(record.value()));
        }
        return values;
    }

    private static ProducerRecord<byte[], byte[]> frame(
            String name, String camera, int number, byte[] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic(name, "frames"),
                        null,
                        START + number * 100L,
                        camera.getBytes(StandardCharsets.UTF_8),
                        value);
        record.headers()
                .add("sequence-number", Integer.toString(number).getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private static byte[] picture(String extension, int width, int height, int grey) {
        try (Mat mat = new Mat(height, width, opencv_core.CV_8UC3, Scalar.all(grey));
                BytePointer file = new BytePointer()) {
            imencode(extension, mat, file);
            byte[] bytes = new byte[(int) file.limit()];
            file.get(bytes);
            return bytes;
        }
    }

    @Test
    void accountsForEveryFrame() throws Exception {
        byte[] jpeg = picture(".jpg", 320, 240, 90);
        byte[] png = picture(".png", 320, 240, 200);
        byte[] truncated = Arrays.copyOf(jpeg, jpeg.length / 2);
        byte[] tiny = picture(".png", 1, 1, 0);
        byte[] unknownSchema = {(byte) 0xC3, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        byte[] text = "no picture".getBytes(StandardCharsets.UTF_8);
        byte[] lyingHeader = png.clone();
        lyingHeader[16] = 0x7f;

        List<ProducerRecord<byte[], byte[]>> frames = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            frames.add(frame("account", "left", i, i % 2 == 0 ? jpeg : png));
            byte[] right =
                    switch (i % 10) {
                        case 2 -> truncated;
                        case 4 -> tiny;
                        case 5 -> unknownSchema;
                        case 7 -> text;
                        case 8 -> lyingHeader;
                        case 9 -> new byte[0];
                        default -> jpeg;
                    };
            frames.add(frame("account", "right", i, right));
        }
        run("account", frames, "--results.delivery=exactly-once", "--frames.max-fps=5");

        Map<String, Long> results =
                read("account", "frame-results").stream()
                        .collect(
                                Collectors.groupingBy(
                                        r ->
                                                r.get("cameraId").asText()
                                                        + " "
                                                        + r.get("outcome").asText(),
                                        TreeMap::new,
                                        Collectors.counting()));
        Map<String, Long> letters =
                read("account", "dead-letters").stream()
                        .peek(l -> assertThat(l.get("unit").asText()).isEqualTo("FRAME"))
                        .collect(
                                Collectors.groupingBy(
                                        l ->
                                                l.get("cameraId").asText()
                                                        + " "
                                                        + l.get("reason").asText(),
                                        TreeMap::new,
                                        Collectors.counting()));

        assertThat(results)
                .containsEntry("left CLASSIFIED", 30L)
                .containsEntry("left SAMPLED_OUT", 30L);
        assertThat(letters.keySet()).allMatch(key -> key.startsWith("right "));
        assertThat(letters)
                .containsEntry("right empty-value", 6L)
                .containsEntry("right unknown-schema", 6L)
                .containsEntry("right unknown-format", 6L);
        assertThat(letters)
                .containsEntry("right truncated-image", 6L)
                .containsEntry("right image-too-small", 6L);
        assertThat(results)
                .containsEntry("right CLASSIFIED", 12L)
                .containsEntry("right SAMPLED_OUT", 12L);
        assertThat(sum(results, "right ") + sum(letters, "right ")).isEqualTo(60);
    }

    private static long sum(Map<String, Long> counts, String prefix) {
        return counts.entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Test
    void readsRealFacesTheSameTwice() throws Exception {
        Path picture = sharedImage("npm_faceapi_sample1.jpg");
        byte[] faces = Files.readAllBytes(picture);
        List<String> first = windowsOf("first", faces);
        List<String> second = windowsOf("second", faces);
        assertThat(first).isNotEmpty().isEqualTo(second);

        JsonNode window = json.readTree(first.get(0));
        assertThat(window.get("cameraId").asText()).isEqualTo("hall");
        assertThat(window.get("personId").asLong()).isEqualTo(1);
        assertThat(window.get("windowStart").asLong()).isEqualTo(START);
        assertThat(window.get("windowEnd").asLong()).isEqualTo(START + 2000);
        assertThat(window.get("coverage").asDouble()).isBetween(0.8, 1.0);
        double total = 0;
        for (JsonNode probability : window.get("distribution")) {
            total += probability.asDouble();
        }
        assertThat(total).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6));

        assertThat(read("first", "face-expressions"))
                .allMatch(face -> face.get("distribution").has(face.get("dominant").asText()));
        assertThat(read("first", "dead-letters")).isEmpty();
    }

    private List<String> windowsOf(String name, byte[] picture) throws Exception {
        List<ProducerRecord<byte[], byte[]>> frames = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            frames.add(frame(name, "hall", i, picture));
        }
        run(name, frames, "--windows.size=2s");
        return read(name, "expression-windows").stream()
                .map(JsonNode::toString)
                .sorted(java.util.Comparator.comparing(CountenanceJobITCase::windowOrder))
                .toList();
    }

    private static String windowOrder(String window) {
        return window.replaceAll(".*\"personId\":(\\d+),\"windowStart\":(\\d+).*", "$2 $1");
    }

    @Test
    void keepsPersonsInWithPrivacyRoom() throws Exception {
        byte[] picture = Files.readAllBytes(sharedImage("npm_faceapi_sample5.jpg"));
        List<ProducerRecord<byte[], byte[]>> frames = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            frames.add(frame("room", "hall", i, picture));
        }
        run(
                "room",
                frames,
                "--expression.privacy=room",
                "--room.min-persons=2",
                "--windows.size=1s");
        assertThat(read("room", "room-windows")).isNotEmpty();
        assertThat(read("room", "room-windows")).allMatch(w -> w.get("persons").asInt() >= 2);
        assertThat(read("room", "face-expressions")).isEmpty();
        assertThat(read("room", "frame-results")).isEmpty();
        assertThat(read("room", "expression-windows")).isEmpty();
    }

    private static Path sharedImage(String name) {
        Path picture =
                Path.of(System.getProperty("countenance.shared", "../../shared"), "images", name);
        assumeThat(picture).as("needs ../shared/images/" + name).exists();
        return picture;
    }
}
