package io.countenance.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.connectors.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole job between a real broker and itself, on a real cluster. */
class CountenanceJobITCase {

    @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void accountsForEveryFrame() throws Exception {
        JobRun job = new JobRun(BROKER, "account");
        byte[] jpeg = JobRun.picture(".jpg", 320, 240, 90);
        byte[] png = JobRun.picture(".png", 320, 240, 200);
        byte[] truncated = Arrays.copyOf(jpeg, jpeg.length / 2);
        byte[] tiny = JobRun.picture(".png", 1, 1, 0);
        byte[] unknownSchema = {(byte) 0xC3, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        byte[] text = "no picture".getBytes(StandardCharsets.UTF_8);
        byte[] lyingHeader = png.clone();
        lyingHeader[16] = 0x7f;

        List<ProducerRecord<byte[], byte[]>> frames = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            frames.add(job.frame("left", i, i % 2 == 0 ? jpeg : png));
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
            frames.add(job.frame("right", i, right));
        }
        job.run(frames, "--results.delivery=exactly-once", "--frames.max-fps=5");

        Map<String, Long> results =
                job.read("frame-results").stream()
                        .collect(
                                Collectors.groupingBy(
                                        r ->
                                                r.get("cameraId").asText()
                                                        + " "
                                                        + r.get("outcome").asText(),
                                        TreeMap::new,
                                        Collectors.counting()));
        Map<String, Long> letters =
                job.read("dead-letters").stream()
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
        byte[] faces = JobRun.sharedImage("npm_faceapi_sample1.jpg");
        JobRun run = new JobRun(BROKER, "first");
        List<String> first = windowsOf(run, faces);
        List<String> second = windowsOf(new JobRun(BROKER, "second"), faces);
        assertThat(first).isNotEmpty().isEqualTo(second);

        JsonNode window = json.readTree(first.get(0));
        assertThat(window.get("cameraId").asText()).isEqualTo("hall");
        assertThat(window.get("personId").asLong()).isEqualTo(1);
        assertThat(window.get("windowStart").asLong()).isEqualTo(JobRun.START);
        assertThat(window.get("windowEnd").asLong()).isEqualTo(JobRun.START + 2000);
        assertThat(window.get("coverage").asDouble()).isBetween(0.8, 1.0);
        double total = 0;
        for (JsonNode probability : window.get("distribution")) {
            total += probability.asDouble();
        }
        assertThat(total).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6));

        assertThat(run.read("face-expressions"))
                .allMatch(face -> face.get("distribution").has(face.get("dominant").asText()));
        assertThat(run.read("dead-letters")).isEmpty();
    }

    private List<String> windowsOf(JobRun job, byte[] picture) throws Exception {
        List<ProducerRecord<byte[], byte[]>> frames = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            frames.add(job.frame("hall", i, picture));
        }
        job.run(frames, "--windows.size=2s");
        return job.read("expression-windows").stream()
                .map(JsonNode::toString)
                .sorted(java.util.Comparator.comparing(CountenanceJobITCase::windowOrder))
                .toList();
    }

    private static String windowOrder(String window) {
        return window.replaceAll(".*\"personId\":(\\d+),\"windowStart\":(\\d+).*", "$2 $1");
    }

    @Test
    void keepsPersonsInWithPrivacyRoom() throws Exception {
        byte[] picture = JobRun.sharedImage("npm_faceapi_sample5.jpg");
        JobRun job = new JobRun(BROKER, "room");
        List<ProducerRecord<byte[], byte[]>> frames = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            frames.add(job.frame("hall", i, picture));
        }
        job.run(frames, "--expression.privacy=room", "--room.min-persons=2", "--windows.size=1s");
        assertThat(job.read("room-windows")).isNotEmpty();
        assertThat(job.read("room-windows")).allMatch(w -> w.get("persons").asInt() >= 2);
        assertThat(job.read("face-expressions")).isEmpty();
        assertThat(job.read("frame-results")).isEmpty();
        assertThat(job.read("expression-windows")).isEmpty();
    }
}
