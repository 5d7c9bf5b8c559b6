package io.countenance.benchmarks.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.options.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {

    /** Those that are in the repository. */
    private static final Path COMMITTED = Path.of("results");

    @TempDir private Path folder;

    @Test
    void printsWhatIsCommitted() throws Exception {
        List<String> lines = summary(COMMITTED).lines().toList();

        assertThat(lines.get(0)).contains("measured").contains("aim");
        List<String> ofEngine =
                lines.stream().filter(line -> line.contains("engine by bare loop")).toList();
        assertThat(ofEngine).hasSize(12).allMatch(line -> line.matches(".*(met|not measured)$"));
        assertThat(ofEngine.get(0)).matches("engine +\\d{4}-\\d\\d-\\d\\d .*");
        assertThat(lines).filteredOn(line -> line.contains("engine by plain loop")).hasSize(8);
        assertThat(lines)
                .filteredOn(line -> line.contains("p50, p95, p99: "))
                .extracting(line -> line.replaceAll(".*99: (\\S+), at (\\d+) % .*", "$1 $2"))
                .contains("at-least-once 50", "at-least-once 80", "exactly-once 50");
        assertThat(lines)
                .anyMatch(
                        line ->
                                line.matches(
                                        ".*checkpoint, persons in state: 10,000 .* MB, .* ms.*"))
                .anyMatch(line -> line.matches(".*memory for each camera: 1 to 64 cameras .*"));
        assertThat(lines.get(lines.size() - 1))
                .matches(
                        "Met \\d+, not met \\d+ \\(docs/benchmarks.md says why\\), not measured \\d+\\.");
    }

    @Test
    void saysOfEachBarWhetherItWasMet() throws Exception {
        Files.writeString(
                folder.resolve("engine.json"),
                """
                {"subject": "engine", "date": "2026-11-25T16:30:22Z", "measurements": [
                  {"setting": "640 x 480, 20 faces, parallelism 1", "contender": "bare loop",
                   "perSecond": [100, 200, 100]},
                  {"setting": "640 x 480, 20 faces, parallelism 1", "contender": "engine",
                   "perSecond": [92, 184, 50]},
                  {"setting": "640 x 480, 20 faces, parallelism 1", "contender": "plain loop",
                   "perSecond": [46, 92, 50]}]}
                """);
        Files.writeString(
                folder.resolve("scale.json"),
                """
                {"subject": "scale", "date": "2026-11-25T17:30:22Z", "measurements": [
                  {"cameras": 1, "framesPerSecond": 100.0, "ratio": 1.0,
                   "residentBytes": 800000000, "heapBytes": 80000000},
                  {"cameras": 64, "framesPerSecond": 85.0, "ratio": 0.85,
                   "residentBytes": 863000000, "heapBytes": 92600000},
                  {"persons": 10000, "cameras": 1000, "checkpointBytes": 47500000,
                   "checkpointMillis": 420.0}]}
                """);

        String table = summary(folder);

        assertThat(table)
                .containsPattern(
                        "bare loop: 640 x 480, 20 faces, parallelism 1 +0\\.92 +>= 0\\.90 +met\n")
                .containsPattern(
                        "plain loop: 640 x 480, 20 faces, parallelism 1 +2\\.00 +>= 3\\.00 +not met\n")
                .containsPattern(
                        "bare loop: 640 x 480, 1 face, parallelism 2 +>= 0\\.90 +not measured\n")
                .containsPattern(
                        "scale +2026-11-25 .*1 to 64 cameras +0\\.85 +>= 0\\.90 +not met\n")
                .containsPattern("1 to 64 cameras +1\\.0 MB resident, 0\\.2 MB heap\n")
                .containsPattern("state: 10,000 +47\\.5 MB, 420 ms\n")
                .containsPattern("IDF1, nobody hidden +>= 0\\.95 +not measured\n");
    }

    @Test
    void aimsAtNoIdentityByTracksAloneAfterLongAbsence() throws Exception {
        Files.writeString(
                folder.resolve("tracking.json"),
                """
                {"subject": "tracking", "date": "2026-11-25T16:30:22Z", "measurements": [
                  {"scene": "back soon", "identity": "track", "heads": "sample", "hidden": true,
                   "idf1": 0.84},
                  {"scene": "back late", "identity": "track", "heads": "sample", "hidden": true,
                   "idf1": 0.38},
                  {"scene": "back late", "identity": "reidentify", "heads": "sample",
                   "hidden": true, "idf1": 0.92}]}
                """);

        assertThat(summary(folder).lines().filter(line -> line.contains("IDF1")))
                .satisfiesExactly(
                        soon ->
                                assertThat(soon)
                                        .containsPattern(
                                                "back soon, sample heads, track +0\\.84 +>= 0\\.85 +not met$"),
                        late ->
                                assertThat(late)
                                        .containsPattern(
                                                "back late, sample heads, reidentify +0\\.92 +>= 0\\.85 +met$"));
    }

    @Test
    void aFolderMustBeThere() {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        PrintStream err = System.err;
        try {
            System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
            assertThat(run(folder.resolve("none"))).isEqualTo(1);
        } finally {
            System.setErr(err);
        }
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("summary: " + folder.resolve("none") + ": no such file");
    }

    private static String summary(Path results) {
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        PrintStream out = System.out;
        try {
            System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
            assertThat(run(results)).isZero();
        } finally {
            System.setOut(out);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }

    private static int run(Path results) {
        return Program.run(new Summary(), "--results", results.toString());
    }
}
