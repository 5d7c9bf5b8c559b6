package io.countenance.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ExitCode;

class BenchTest {

    @TempDir private Path results;

    @Test
    void trainingIsMeasuredAgainstTheBareLoop() throws Exception {
        BenchOutcome outcome =
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
        BenchOutcome outcome =
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
                "expression-model --threads 1,0|--threads",
                "engine --sizes 640|must be width x height, from 10x10 to 9999x9999",
                "engine --parallelism 0|--parallelism",
                "engine --job-option windows.size=never|windows.size",
                "engine --job-option expression.model=int8|must not name expression.model, which --models does",
                "latency --loads 1.5|--loads: '[1.5]' is not allowed: must be above 0 and below 1",
                "latency --size 640|must be width x height, from 10x10 to 9999x9999",
                "latency --camera-fps 0|--camera-fps",
                "latency --seconds 0|--seconds",
                "latency --parallelism 0|--parallelism",
                "latency --max-waits soon|--max-waits",
                "latency --job-option windows.size=never|windows.size",
                "scale --cameras 0|--cameras",
                "scale --persons 5,0|--persons",
                "scale --camera-fps 1001|must be from 1 to 1000",
                "scale --warm-up soon|--warm-up",
                "scale --faces 0|--faces",
                "stages --faces 0|--faces",
                "stages --milliseconds 1|must be 10 or more",
                "tracking --videos 0|--videos: '0' is not allowed: must be 1 or more",
                "tracking --size 640|must be width x height, from 100x100 to 9999x9999",
                "tracking --fps 0|must be from 1 to 60",
                "tracking --head-pictures nowhere|must be a folder that is there",
                "tracking --scenes apart,upstairs|--scenes"
            })
    void optionsAreChecked(String arguments, String message) {
        BenchOutcome outcome = bench(arguments.split(" "));

        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains(message);
    }

    private JsonNode report(String subject) throws IOException {
        return BenchOutcome.report(results, subject);
    }

    private BenchOutcome bench(String... arguments) {
        return BenchOutcome.of(results, arguments);
    }
}
