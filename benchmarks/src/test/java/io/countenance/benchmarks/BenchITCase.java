package io.countenance.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.demo.sample.SampleVideo;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The subjects that start a broker and a cluster, or virtual machines. */
class BenchITCase {

    @TempDir private Path results;

    @BeforeAll
    static void needsThePictures() {
        assumeThat(SampleVideo.available())
                .describedAs("needs the sample pictures, which the build fetches with npm")
                .isTrue();
    }

    @Test
    void theWholeJobIsMeasuredAgainstItsKernels() throws Exception {
        BenchOutcome outcome =
                BenchOutcome.of(
                        results,
                        "engine",
                        "--sizes",
                        "320x240",
                        "--faces",
                        "2",
                        "--parallelism",
                        "2",
                        "--frames",
                        "24",
                        "--turns",
                        "1",
                        "--job-option",
                        "batch.max-frames=4");

        assertThat(outcome.err()).doesNotContain("bench");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("320 x 240, 2 faces, parallelism 2  bare loop");
        JsonNode report = BenchOutcome.report(results, "engine");
        assertThat(report.at("/measurements").findValuesAsText("contender"))
                .containsExactly("bare loop", "engine", "plain loop");
        assertThat(report.at("/measurements/1/perSecond/0").asDouble()).isPositive();
        assertThat(report.at("/settings/job.batch.max-frames").asText()).isEqualTo("4");
        assertThat(report.at("/libraries/Flink").asText()).startsWith("2.");
    }

    @Test
    void everyStageIsMeasured() throws Exception {
        BenchOutcome outcome =
                BenchOutcome.of(
                        results,
                        "stages",
                        "--sizes",
                        "320x240",
                        "--faces",
                        "2",
                        "--batches",
                        "4",
                        "--turns",
                        "1",
                        "--milliseconds",
                        "20");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).containsPattern("320 x 240, 2 faces +decode");
        JsonNode times = BenchOutcome.report(results, "stages").at("/measurements");
        assertThat(times.findValuesAsText("stage"))
                .containsExactly(
                        "decode",
                        "detect",
                        "crop",
                        "quality",
                        "classify",
                        "track",
                        "aggregate",
                        "serialise",
                        "classify");
        double shares = 0;
        for (int i = 0; i < 8; i++) {
            shares += times.get(i).get("share").asDouble();
            assertThat(times.get(i).get("microseconds").asDouble()).isPositive();
            assertThat(times.get(i).get("bytesAllocated").asDouble()).isNotNegative();
        }
        assertThat(shares).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(times.get(8).get("setting").asText()).isEqualTo("batch 4");
    }

    @Test
    void personsAreFollowedThroughScenes() throws Exception {
        Path picture = results.resolve("timelines.png");

        BenchOutcome outcome =
                BenchOutcome.of(
                        results,
                        "tracking",
                        "--scenes",
                        "side-by-side",
                        "--videos",
                        "1",
                        "--fps",
                        "6",
                        "--size",
                        "480x270",
                        "--picture",
                        picture.toString());

        assertThat(outcome.code()).describedAs(outcome.err()).isZero();
        JsonNode result = BenchOutcome.report(results, "tracking").at("/measurements/0");
        assertThat(result.get("scene").asText()).isEqualTo("side by side");
        assertThat(result.get("persons").asInt()).isEqualTo(4);
        assertThat(result.get("faces").asInt()).isEqualTo(4 * 60);
        assertThat(result.get("idf1").asDouble()).isGreaterThan(0.9);
        assertThat(picture).isNotEmptyFile();
        JsonNode identified = BenchOutcome.report(results, "tracking").at("/measurements/1");
        assertThat(identified.get("identity").asText()).isEqualTo("reidentify");
        assertThat(identified.get("idf1").asDouble()).isGreaterThan(0.8);
    }
}
