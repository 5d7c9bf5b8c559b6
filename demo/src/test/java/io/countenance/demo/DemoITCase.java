package io.countenance.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.demo.sample.SampleVideo;
import io.countenance.demo.sample.TrueFace;
import io.countenance.options.Program;
import io.countenance.vision.geometry.Box;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole system, from the sample's pixels to the files a user gets. */
class DemoITCase {

    private static final double CLEARLY_VISIBLE = 0.95;
    private static final float SAME_FACE = 0.35f;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void followsThePersonsOfTheSample(@TempDir Path out) throws Exception {
        assumeThat(SampleVideo.available())
                .as("needs the sample pictures, which a build with npm fetches")
                .isTrue();
        StringWriter printed = new StringWriter();
        CommandLine demo = Program.commandLine(new Demo());
        demo.setOut(new PrintWriter(printed, true));
        int exitCode =
                demo.execute(
                        "--headless",
                        "--speed=0",
                        "--duration=14s",
                        "--parallelism=2",
                        "--out=" + out);
        assertThat(exitCode).as(printed.toString()).isZero();

        Map<String, List<JsonNode>> faces = new TreeMap<>();
        for (JsonNode face : lines(out.resolve("face-expressions.jsonl"))) {
            faces.computeIfAbsent(face.get("cameraId").asText(), camera -> new ArrayList<>())
                    .add(face);
        }
        assertThat(faces).hasSameSizeAs(SampleVideo.cameraIds());
        for (String camera : SampleVideo.cameraIds()) {
            Map<String, Set<Long>> ids = idsByVisit(camera, faces.get(camera));
            assertThat(ids).as(camera).isNotEmpty();
            assertThat(ids.values()).as(camera + " " + ids).allMatch(set -> set.size() == 1);
            assertThat(ids.values().stream().flatMap(Set::stream))
                    .as(camera + " " + ids)
                    .doesNotHaveDuplicates();
            assertThat(out.resolve(camera + ".mp4")).isNotEmptyFile();
        }
        assertThat(printed.toString())
                .containsPattern("frames in = \\d+ classified \\+ 0 dead letters");
        List<JsonNode> windows = lines(out.resolve("expression-windows.jsonl"));
        assertThat(windows).isNotEmpty();
        assertThat(windows).allMatch(window -> window.get("coverage").asDouble() <= 1);
    }

    /**
     * Which person ids the clearly visible faces of each visit got, once they had been confirmed.
     */
    private static Map<String, Set<Long>> idsByVisit(String camera, List<JsonNode> faces)
            throws Exception {
        Map<Long, List<JsonNode>> byFrame = new HashMap<>();
        for (JsonNode face : faces) {
            byFrame.computeIfAbsent(face.get("sequenceNumber").asLong(), n -> new ArrayList<>())
                    .add(face);
        }
        Map<String, Set<Long>> ids = new TreeMap<>();
        try (SampleVideo video = SampleVideo.open(camera)) {
            for (Map.Entry<Long, List<JsonNode>> frame : byFrame.entrySet()) {
                for (TrueFace truth : video.truth(frame.getKey())) {
                    if (truth.visible() < CLEARLY_VISIBLE) {
                        continue;
                    }
                    for (JsonNode face : frame.getValue()) {
                        long id = face.get("personId").asLong();
                        if (id > 0 && box(face).intersectionOverUnion(truth.box()) > SAME_FACE) {
                            ids.computeIfAbsent(truth.person(), person -> new TreeSet<>()).add(id);
                        }
                    }
                }
            }
        }
        return ids;
    }

    private static Box box(JsonNode face) {
        JsonNode box = face.get("box");
        return new Box(
                (float) box.get("x").asDouble(),
                (float) box.get("y").asDouble(),
                (float) box.get("width").asDouble(),
                (float) box.get("height").asDouble());
    }

    private List<JsonNode> lines(Path file) throws Exception {
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            nodes.add(json.readTree(line));
        }
        return nodes;
    }
}
