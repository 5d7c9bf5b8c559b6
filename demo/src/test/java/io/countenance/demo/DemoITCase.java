package io.countenance.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.connectors.publish.FrameReader;
import io.countenance.connectors.publish.FrameReaders;
import io.countenance.demo.sample.SampleVideo;
import io.countenance.demo.sample.TrueFace;
import io.countenance.options.Program;
import io.countenance.vision.geometry.Box;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoITCase {

    private static final int SECONDS = 16;
    private static final int FRAMES_PER_SECOND = 12;
    private static final double MIN_OVERLAP = 0.35;

    private final ObjectMapper json = new ObjectMapper();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    private int demo(String... arguments) {
        CommandLine line = Program.commandLine(new Demo());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void findsThePersonsOfTheSampleAndAccountsForEveryFrame() throws Exception {
        assumeThat(SampleVideo.available())
                .describedAs("needs the sample pictures, which the build fetches with npm")
                .isTrue();

        int exit =
                demo(
                        "--headless",
                        "--speed=0",
                        "--duration=" + SECONDS + "s",
                        "--web-port=0",
                        "--dashboard-port=0",
                        "--blur",
                        "--out=" + folder);

        assertThat(exit).describedAs("%s%s", out, err).isZero();
        int frames = SECONDS * FRAMES_PER_SECOND;
        assertThat(out.toString()).containsPattern("page http://localhost:\\d+/\\?token=\\S{22} ");
        List<JsonNode> faces = lines("face-expressions.jsonl");
        for (String camera : SampleVideo.cameraIds()) {
            Map<String, Set<Long>> idsOfPerson = new TreeMap<>();
            Map<Long, Set<String>> personsOfId = new TreeMap<>();
            try (SampleVideo video = SampleVideo.open(camera)) {
                for (JsonNode face : faces) {
                    if (face.get("cameraId").asText().equals(camera)
                            && face.get("personId").asLong() > 0) {
                        String person = personAt(video, face);
                        long id = face.get("personId").asLong();
                        idsOfPerson.computeIfAbsent(person, name -> new TreeSet<>()).add(id);
                        personsOfId.computeIfAbsent(id, number -> new TreeSet<>()).add(person);
                    }
                }
                assertThat(idsOfPerson.keySet()).isEqualTo(personsShown(video, frames));
            }
            assertThat(idsOfPerson.values())
                    .describedAs("ids of each person, %s", idsOfPerson)
                    .allMatch(ids -> ids.size() == 1);
            assertThat(personsOfId.values())
                    .describedAs("persons of each id, %s", personsOfId)
                    .allMatch(persons -> persons.size() == 1);
            assertThat(out.toString())
                    .contains(
                            "%s: %d frames in = %d classified + 0 dead letters + 0 sampled out"
                                    .formatted(camera, frames, frames));
            assertThat(framesOf(folder.resolve(camera + ".mp4"))).isEqualTo(frames);
            assertThat(folder.resolve(camera + ".png")).isNotEmptyFile();
        }
        assertThat(lines("expression-windows.jsonl"))
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        window -> {
                            double sum = 0;
                            for (JsonNode share : window.get("distribution")) {
                                sum += share.asDouble();
                            }
                            assertThat(sum).isBetween(0.999, 1.001);
                        });
    }

    @Test
    void namesAWrongJobOptionBeforeAnythingStarts() {
        assumeThat(SampleVideo.available())
                .describedAs("needs the sample pictures, which the build fetches with npm")
                .isTrue();
        assertThat(demo("--headless", "--job-option", "windows.sise=3s")).isEqualTo(2);
        assertThat(err.toString()).contains("--job-option", "Unknown option", "--windows.sise");
        assertThat(demo("--headless", "--job-option", "checkpoint.interval=0s")).isEqualTo(2);
        assertThat(err.toString()).contains("checkpoint.interval=0s", "must be above 0s");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void namesAModelThatCannotBeUsedBeforeAnythingStarts() throws Exception {
        assumeThat(SampleVideo.available())
                .describedAs("needs the sample pictures, which the build fetches with npm")
                .isTrue();
        Path none = folder.resolve("none.onnx");
        Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
        for (String option :
                List.of(
                        "expression.model=" + none,
                        "expression.model=" + text,
                        "expression.model=" + folder,
                        "detector.model=" + none,
                        "detector.model=" + text,
                        "tracker.embedding-model=" + none)) {
            assertThat(
                            demo(
                                    "--headless",
                                    "--job-option=tracker.identity=reidentify",
                                    "--job-option=" + option))
                    .as(option)
                    .isEqualTo(2);
            assertThat(err.toString())
                    .contains(
                            "--job-option: '%s' is not allowed: must be a model that can be used: "
                                    .formatted(option),
                            "Example: --job-option "
                                    + option.substring(0, option.indexOf('='))
                                    + "=default");
        }
        assertThat(out.toString()).isEmpty();
    }

    private List<JsonNode> lines(String file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(file))) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    private static String personAt(SampleVideo video, JsonNode face) {
        JsonNode box = face.get("box");
        Box found =
                new Box(
                        (float) box.get("x").asDouble(),
                        (float) box.get("y").asDouble(),
                        (float) box.get("width").asDouble(),
                        (float) box.get("height").asDouble());
        String person = "nobody";
        double best = MIN_OVERLAP;
        for (TrueFace candidate : video.truth(face.get("sequenceNumber").asLong())) {
            double overlap = candidate.box().intersectionOverUnion(found);
            if (overlap >= best) {
                best = overlap;
                person = candidate.person();
            }
        }
        return person;
    }

    private static Set<String> personsShown(SampleVideo video, int frames) {
        Set<String> persons = new TreeSet<>();
        for (int number = 0; number < frames; number++) {
            video.truth(number).stream()
                    .filter(face -> face.visible() > 0.9)
                    .forEach(face -> persons.add(face.person()));
        }
        return persons;
    }

    private static long framesOf(Path video) throws IOException {
        long frames = 0;
        try (FrameReader reader = FrameReaders.video(video)) {
            while (reader.next() != null) {
                frames++;
            }
        }
        return frames;
    }
}
