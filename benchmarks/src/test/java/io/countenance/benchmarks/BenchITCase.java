package io.countenance.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
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
                        "--models",
                        "default,int8",
                        "--warm-up",
                        "0s",
                        "--turns",
                        "1",
                        "--job-option",
                        "batch.max-frames=4");

        assertThat(outcome.err()).doesNotContain("bench");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).containsPattern("320 x 240, 2 faces, parallelism 2 +bare loop");
        JsonNode report = BenchOutcome.report(results, "engine");
        assertThat(report.at("/measurements").findValuesAsText("contender"))
                .containsExactly(
                        "bare loop", "engine", "plain loop", "bare loop", "engine", "plain loop");
        assertThat(report.at("/measurements/3/setting").asText())
                .isEqualTo("320 x 240, 2 faces, parallelism 2, model int8");
        assertThat(report.at("/measurements/1/perSecond/0").asDouble()).isPositive();
        assertThat(report.at("/settings/job.batch.max-frames").asText()).isEqualTo("4");
        assertThat(report.at("/libraries/Flink").asText()).startsWith("2.");
        JsonNode processors = BenchOutcome.report(results, "engine-processors").at("/measurements");
        assertThat(processors.findValuesAsText("kind"))
                .contains("decode, detect, crop, classify", "broker");
        assertThat(processors.findValues("share").stream().mapToDouble(JsonNode::asDouble).sum())
                .describedAs("one for each model")
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void latencyIsMeasuredForBothPromises() throws Exception {
        BenchOutcome outcome =
                BenchOutcome.of(
                        results,
                        "latency",
                        "--size",
                        "320x240",
                        "--faces",
                        "2",
                        "--warm-up",
                        "0s",
                        "--frames",
                        "24",
                        "--seconds",
                        "1",
                        "--loads",
                        "0.2",
                        "--max-waits",
                        "0ms",
                        "--out-of-orderness",
                        "500ms",
                        "--checkpoint-intervals",
                        "1s",
                        "--job-option",
                        "checkpoint.interval=1s",
                        "--turns",
                        "1");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("latency, ms: 320 x 240, 2 faces, parallelism 1");
        JsonNode latencies = BenchOutcome.report(results, "latency").at("/measurements");
        assertThat(latencies.findValuesAsText("delivery"))
                .containsExactly("at-least-once", "at-least-once", "exactly-once", "exactly-once");
        assertThat(latencies.findValuesAsText("record"))
                .startsWith("face-expressions", "expression-windows");
        JsonNode faces = latencies.get(0);
        assertThat(faces.get("count").asLong()).isPositive();
        assertThat(faces.get("framesPerSecond").asDouble())
                .isCloseTo(
                        0.2 * faces.get("sustained").asDouble(),
                        org.assertj.core.data.Offset.offset(1e-9));
        // A frame waits until its camera is 500 ms further.
        assertThat(faces.get("p50").asDouble()).isGreaterThan(500);
        assertThat(faces.get("p99").asDouble())
                .isBetween(faces.get("p50").asDouble(), faces.get("max").asDouble());
    }

    @Test
    void camerasAndPersonsAreMeasured() throws Exception {
        BenchOutcome outcome =
                BenchOutcome.of(
                        results,
                        "scale",
                        "--size",
                        "320x240",
                        "--faces",
                        "2",
                        "--warm-up",
                        "0s",
                        "--frames",
                        "24",
                        "--cameras",
                        "2",
                        "--persons",
                        "1,40",
                        "--seconds",
                        "3",
                        "--turns",
                        "1");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("scale: 320 x 240, 2 faces, parallelism 1", "synthetic faces");
        JsonNode scales = BenchOutcome.report(results, "scale").at("/measurements");
        assertThat(scales.findValuesAsText("cameras")).containsExactly("2", "1", "4");
        assertThat(scales.at("/0/framesPerSecond").asDouble()).isPositive();
        assertThat(scales.at("/0/heapBytes").asLong()).isPositive();
        // 30 frames are remembered by number, the last 6 with their faces, and who is in them.
        assertThat(
                        scales.at("/2/checkpointBytes").asDouble()
                                - scales.at("/1/checkpointBytes").asDouble())
                .isGreaterThan(39 * 500);
        assertThat(results.resolve("scale-cameras.png")).isNotEmptyFile();
        assertThat(results.resolve("scale-persons.png")).isNotEmptyFile();
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
                        // Heads are 30 to 46 px.
                        "--job-option",
                        "detector.min-face-size=16",
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
