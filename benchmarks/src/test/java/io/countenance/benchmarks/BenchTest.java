package io.countenance.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.options.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ExitCode;

class BenchTest {

    @TempDir private Path results;

    private record Outcome(int code, String out, String err) {}

    @Test
    void trainingIsMeasuredAgainstTheBareLoop() throws Exception {
        Outcome outcome =
                bench("training", "--sizes", "48", "--batch", "4", "--steps", "2", "--turns", "2");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("48 px  bare loop", "train's pipeline", "images/s")
                .containsPattern("48 px: training loses -?[\\d.]+ % of the bare loop's images/s");
        JsonNode report = report("training");
        assertThat(report.at("/subject").asText()).isEqualTo("training");
        assertThat(report.at("/unit").asText()).isEqualTo("images/s");
        assertThat(report.at("/machine/processors").asInt()).isPositive();
        assertThat(report.at("/machine/java").asText())
                .contains(System.getProperty("java.version"));
        assertThat(report.at("/libraries/PyTorch").asText()).isNotEmpty();
        assertThat(report.at("/settings/loaderThreads").asText()).isEqualTo("1");
        assertThat(report.at("/date").asText()).endsWith("Z");
        assertThat(report.at("/measurements")).hasSize(2);
        assertThat(report.at("/measurements/1/perSecond")).hasSize(2);
        assertThat(report.at("/measurements/0/ratio").asDouble()).isEqualTo(1);
    }

    @Test
    void everyFormOfTheModelIsMeasured() throws Exception {
        Outcome outcome =
                bench(
                        "expression-model",
                        "--threads",
                        "1",
                        "--batches",
                        "2",
                        "--faces",
                        "4",
                        "--turns",
                        "1");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("1 thread, batch 2  straight conversion");
        JsonNode report = report("expression-model");
        assertThat(report.at("/settings/model").asText()).startsWith("expression-model@");
        assertThat(report.at("/measurements").findValuesAsText("contender"))
                .containsExactly(
                        "straight conversion", "export, fp32", "export, fp16", "export, int8");
        for (JsonNode measurement : report.at("/measurements")) {
            assertThat(measurement.get("median").asDouble()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training --turns 0|--turns: '0' is not allowed: must be 1 or more",
                "training --sizes 50|must be multiples of 16 from 48 to 512",
                "training --batch 1|must be 2 or more",
                "expression-model --batches 0|--batches",
                "expression-model --threads 1,0|--threads"
            })
    void optionsAreChecked(String arguments, String message) {
        Outcome outcome = bench(arguments.split(" "));

        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains(message);
    }

    private JsonNode report(String subject) throws IOException {
        return new ObjectMapper().readTree(Files.readString(results.resolve(subject + ".json")));
    }

    private Outcome bench(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--results", results.toString()));
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
            int code = Program.run(new Bench(), all.toArray(new String[0]));
            return new Outcome(
                    code,
                    captured.toString(StandardCharsets.UTF_8),
                    errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
