package io.countenance.demo.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.options.Program;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DiffWindowsTest {

    private static final long START = 1_767_225_600_000L;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    private int diff(String... arguments) {
        CommandLine line = Program.commandLine(new DiffWindows());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    /**
     * By hand: KL of (1/2, 1/2) from (1/4, 3/4) is 1/2 ln 2 + 1/2 ln 2/3 = 0.143841; of the third
     * pair, (1/4, 3/4) from (3/4, 1/4), it is 1/4 ln 1/3 + 3/4 ln 3 = 1/2 ln 3 = 0.549306; the mean
     * of these and of a 0 is 0.231049.
     */
    @Test
    void findsDoctoredDifferences() throws Exception {
        Path left =
                file(
                        "left.jsonl",
                        window("hall", 1, 0, 0, 0.5),
                        window("hall", 1, 1, 0, 0.5),
                        window("hall", 2, 0, 0, 0.25),
                        window("hall", 3, 0, 0, 0.9),
                        window("yard", 1, 0, 0, 0.1));
        Path right =
                file(
                        "right.jsonl",
                        window("hall", 1, 0, 0, 0.25),
                        window("hall", 1, 1, 1, 0.5),
                        window("hall", 1, 1, 0, 0.99),
                        window("hall", 2, 0, 0, 0.75),
                        window("yard", 1, 2, 0, 0.1),
                        window("yard", 9, 0, 0, 0.1));
        Path json = folder.resolve("differences.json");

        assertThat(diff("--left=" + left, "--right=" + right, "--json=" + json))
                .as(err.toString())
                .isZero();

        assertThat(out.toString().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains(
                        "camera in both identical mean KL largest KL changed dominants abstains in one only only left only right",
                        "hall 3 0 0.231049 0.549306 2 0 1 0",
                        "yard 0 0 - - 0 0 1 2",
                        "all 3 0 0.231049 0.549306 2 0 2 2",
                        "hall/2 2026-01-01T00:00:00Z to 2026-01-01T00:00:10Z happiness → neutral KL 0.549306",
                        "yard/9 2026-01-01T00:00:00Z to 2026-01-01T00:00:10Z");
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/left").asText()).isEqualTo(left.toString());
        assertThat(report.at("/all/inBoth").asInt()).isEqualTo(3);
        assertThat(report.at("/all/meanKl").asDouble())
                .isCloseTo(
                        (0.5 * Math.log(2) + 0.5 * Math.log(2 / 3.0) + 0.5 * Math.log(3)) / 3,
                        within(1e-12));
        assertThat(report.at("/cameras/yard/meanKl").isNull()).isTrue();
        assertThat(report.at("/changedDominants/1/window/personId").asLong()).isEqualTo(2);
        assertThat(report.at("/changedDominants/1/left").asText()).isEqualTo("happiness");
        assertThat(report.at("/changedDominants/1/kl").asDouble())
                .isCloseTo(0.5 * Math.log(3), within(1e-12));
        assertThat(report.at("/onlyLeft/0/personId").asLong()).isEqualTo(3);
        assertThat(report.at("/onlyRight")).hasSize(2);
    }

    @Test
    void findsNoneWhereNoneIs() throws Exception {
        Path left = file("a.jsonl", window("hall", 1, 0, 0, 0.5), window("hall", 2, 1, 0, 0.1));
        Path right = file("b.jsonl", window("hall", 2, 1, 0, 0.1), window("hall", 1, 0, 0, 0.5));
        assertThat(diff("--left=" + left, "--right=" + right)).isZero();
        assertThat(out.toString().replaceAll(" +", " "))
                .contains("all 2 2 0.000000 0.000000 0 0 0 0");
        assertThat(out.toString())
                .doesNotContain("Only left", "Changed dominants:", "Abstains in one only:");
    }

    /** A window that abstains names no expression, so none can have changed. */
    @Test
    void aWindowThatAbstainsHasNoDominant() throws Exception {
        Path left =
                file(
                        "left.jsonl",
                        window("hall", 1, 0, 0, 0.9),
                        abstained(window("hall", 1, 1, 0, 0.9)),
                        abstained(window("hall", 1, 2, 0, 0.9)),
                        window("hall", 1, 3, 0, 0.9),
                        window("hall", 1, 4, 0, 0.9));
        Path right =
                file(
                        "right.jsonl",
                        abstained(window("hall", 1, 0, 0, 0.1)),
                        window("hall", 1, 1, 0, 0.1),
                        abstained(window("hall", 1, 2, 0, 0.1)),
                        window("hall", 1, 3, 0, 0.1),
                        abstained(window("hall", 1, 4, 0, 0.9)));
        Path json = folder.resolve("differences.json");

        assertThat(diff("--left=" + left, "--right=" + right, "--json=" + json))
                .as(err.toString())
                .isZero();

        assertThat(out.toString().replaceAll(" +", " "))
                .containsPattern("all 5 0 \\S+ \\S+ 1 3 0 0")
                .contains("00:00:00Z to 2026-01-01T00:00:10Z neutral → abstained")
                .contains("00:00:10Z to 2026-01-01T00:00:20Z abstained → happiness");
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/all/changedDominants").asInt()).isEqualTo(1);
        assertThat(report.at("/all/abstainsInOneOnly").asInt()).isEqualTo(3);
        assertThat(report.at("/changedDominants/0/window/windowStart").asLong())
                .isEqualTo(START + 30_000);
        assertThat(report.at("/abstainsInOneOnly").findValuesAsText("abstains"))
                .containsExactly("right", "left", "right");
        assertThat(report.at("/abstainsInOneOnly").findValuesAsText("dominant"))
                .containsExactly("neutral", "happiness", "neutral");
    }

    private static ExpressionWindow abstained(ExpressionWindow window) {
        window.setAbstained(true);
        return window;
    }

    @Test
    void looksAtARangeOfTime() throws Exception {
        Path left = file("a.jsonl", window("hall", 1, 0, 0, 0.5), window("hall", 1, 1, 0, 0.5));
        Path right = file("b.jsonl", window("hall", 1, 0, 0, 0.2), window("hall", 1, 1, 0, 0.5));
        assertThat(
                        diff(
                                "--left=" + left,
                                "--right=" + right,
                                "--from=2026-01-01T00:00:10Z",
                                "--to=" + (START + 20_000)))
                .isZero();
        assertThat(out.toString().replaceAll(" +", " "))
                .contains("all 1 1 0.000000 0.000000 0 0 0 0");
        assertThat(diff("--left=" + left, "--right=" + right, "--from=" + (START + 20_000)))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Neither ", " has a window in that time");
    }

    @Test
    void takesALabelThatOneModelDoesNotKnowAsHardlyLikely() {
        ExpressionWindow left = window("hall", 1, 0, 0, 0.5);
        ExpressionWindow right = window("hall", 1, 0, 0, 0.5);
        right.setDistribution(Map.of("neutral", 1.0));
        WindowPair pair = new WindowPair(WindowKey.of(left), left, right);
        assertThat(pair.divergence())
                .isCloseTo(0.5 * Math.log(0.5) + 0.5 * Math.log(0.5 / 1e-12), within(1e-9));
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        Path file = file("a.jsonl", window("hall", 1, 0, 0, 0.5));
        Path text = Files.writeString(folder.resolve("b.jsonl"), "{\"cameraId\": 3}\n");
        assertThat(diff("--left=" + file, "--right=" + folder.resolve("none.jsonl"))).isEqualTo(2);
        assertThat(err.toString()).contains("--right", "must be a file that is there");
        assertThat(diff("--left=" + file, "--right=expression-windows")).isEqualTo(2);
        assertThat(err.toString())
                .contains("'expression-windows' is not allowed", "needs --bootstrap-servers");
        assertThat(
                        diff(
                                "--left=" + file,
                                "--right=expression-windows",
                                "--bootstrap-servers=localhost:9092",
                                "--kafka.properties-file=" + folder.resolve("none.properties")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--kafka.properties-file", "none.properties");
        assertThat(
                        diff(
                                "--left=" + file,
                                "--right=expression-windows",
                                "--bootstrap-servers=localhost:1",
                                "--timeout=200ms"))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("localhost:1 have not answered for 200ms", "expression-windows");
        assertThat(diff("--left=" + file, "--right=" + text)).isEqualTo(1);
        assertThat(err.toString()).contains("b.jsonl: line 1 is no ExpressionWindow");
        assertThat(diff("--left=" + file, "--right=" + file, "--from=5", "--to=4")).isEqualTo(2);
        assertThat(err.toString()).contains("--to", "must be after --from");
    }

    private Path file(String name, ExpressionWindow... windows) throws IOException {
        RecordCodec<ExpressionWindow> codec =
                new RecordCodec<>(ExpressionWindow.class, ResultFormat.JSON);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (ExpressionWindow window : windows) {
            lines.write(codec.encode(window));
            lines.write('\n');
        }
        return Files.write(folder.resolve(name), lines.toByteArray());
    }

    /** The {@code number}th window of 10 s. */
    private static ExpressionWindow window(
            String camera, long person, int number, int revision, double neutral) {
        Map<String, Double> distribution = new LinkedHashMap<>();
        distribution.put("neutral", neutral);
        distribution.put("happiness", 1 - neutral);
        Instant start = Instant.ofEpochMilli(START + number * 10_000L);
        return ExpressionWindow.newBuilder()
                .setCameraId(camera)
                .setPersonId(person)
                .setWindowStart(start)
                .setWindowEnd(start.plusSeconds(10))
                .setRevision(revision)
                .setObservations(7)
                .setDistribution(distribution)
                .setStandardError(Map.of("neutral", 0.1, "happiness", 0.1))
                .setEntropy(1)
                .setDominant(neutral >= 0.5 ? "neutral" : "happiness")
                .setTransitions(0)
                .setCoverage(1)
                .setMeanQuality(0.8)
                .setFirstSeen(start)
                .setLastSeen(start)
                .setModelIds(List.of("faces@0123456789ab"))
                .build();
    }
}
