package io.countenance.job.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.job.detect.FaceBatch;
import io.countenance.job.detect.FacesToEmbed;
import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.frame.Refusal;
import io.countenance.job.frame.Stage;
import io.countenance.job.frame.TestFrames;
import io.countenance.schemas.ReasonCode;
import io.countenance.vision.identity.EmbeddingOptions;
import io.countenance.vision.inference.Device;
import io.countenance.vision.inference.OnnxGraphs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.MetricRegistry;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbedFacesTest {

    private static final int CROP_BYTES = 112 * 112 * 3;

    @TempDir private Path folder;

    /** By the end of its name, without what is the same of all. */
    private final Map<String, Metric> metrics = new TreeMap<>();

    private OneInputStreamOperatorTestHarness<FaceBatch, FaceBatch> harness() throws Exception {
        return harness(OnnxGraphs.colourMeans());
    }

    private OneInputStreamOperatorTestHarness<FaceBatch, FaceBatch> harness(byte[] network)
            throws Exception {
        Path model = Files.write(folder.resolve("network.onnx"), network);
        EmbeddingOptions options =
                new EmbeddingOptions(
                        model.toString(), Device.CPU, 1, 4, Duration.ofMillis(500), 0.3f);
        MetricRegistry registry =
                TestingMetricRegistry.builder()
                        .setRegisterConsumer(
                                (metric, name, group) ->
                                        metrics.put(
                                                group.getMetricIdentifier(name)
                                                        .replaceFirst(".*\\.\\d+\\.", ""),
                                                metric))
                        .build();
        return new OneInputStreamOperatorTestHarness<>(
                new StreamMap<>(new EmbedFaces(options)),
                new MockEnvironmentBuilder()
                        .setMetricGroup(
                                TaskManagerMetricGroup.createTaskManagerMetricGroup(
                                                registry, "localhost", ResourceID.generate())
                                        .addJob(new JobID(), "job")
                                        .addTask(ExecutionAttemptID.randomId(), "task"))
                        .build());
    }

    private long counted(String metric) {
        return ((Counter) metrics.get(metric)).getCount();
    }

    private static FaceBatch batch(FacesToEmbed toEmbed) {
        List<FrameFaces> frames =
                List.of(TestFrames.numbered("a", 1, 100), TestFrames.numbered("a", 2, 200));
        return new FaceBatch(frames, new byte[] {1, 2, 3}, "model@0123456789ab", toEmbed);
    }

    /** All red, then all blue. */
    private static byte[] crops() {
        byte[] crops = new byte[2 * CROP_BYTES];
        for (int i = 0; i < CROP_BYTES; i += 3) {
            crops[i] = (byte) 200;
            crops[CROP_BYTES + i + 2] = (byte) 100;
        }
        return crops;
    }

    @Test
    void chosenFacesGetTheirEmbeddings() throws Exception {
        try (var harness = harness()) {
            harness.open();
            FacesToEmbed chosen = new FacesToEmbed(new int[] {0, 1}, new int[] {1, 0}, crops());
            harness.processElement(batch(chosen), 0);

            FaceBatch embedded = harness.extractOutputValues().get(0);
            assertThat(embedded.toEmbed()).isNull();
            assertThat(embedded.crops()).containsExactly(1, 2, 3);
            assertThat(embedded.modelId()).isEqualTo("model@0123456789ab");
            assertThat(embedding(embedded, 0, 0)).isNull();
            assertThat(embedding(embedded, 0, 1)).containsExactly(1, 0, 0);
            assertThat(embedding(embedded, 1, 0)).containsExactly(0, 0, 1);
            assertThat(embedding(embedded, 1, 1)).isNull();
            FaceReading before = batch(null).frames().get(0).faces().get(1);
            assertThat(embedded.frames().get(0).faces().get(1).box()).isEqualTo(before.box());
            assertThat(counted("facesEmbedded")).isEqualTo(2);
            assertThat(counted("reason.model-failed.embeddingsFailed")).isZero();
            assertThat(counted("reason.no-direction.embeddingsFailed")).isZero();
            assertThat(counted("stage.embed.timeMicroseconds")).isPositive();
        }
    }

    @Test
    void faceWhoseEmbeddingPointsNowhereStaysWithout() throws Exception {
        try (var harness = harness()) {
            harness.open();
            byte[] crops = crops();
            Arrays.fill(crops, 0, CROP_BYTES, (byte) 0);
            FacesToEmbed chosen = new FacesToEmbed(new int[] {0, 1}, new int[] {1, 0}, crops);
            harness.processElement(batch(chosen), 0);

            FaceBatch embedded = harness.extractOutputValues().get(0);
            assertThat(embedding(embedded, 0, 1)).as("of black, all zeros").isNull();
            assertThat(embedding(embedded, 1, 0)).containsExactly(0, 0, 1);
            assertThat(counted("facesEmbedded")).isEqualTo(1);
            assertThat(counted("reason.no-direction.embeddingsFailed")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, Float.NaN, Float.NEGATIVE_INFINITY})
    void networkThatGivesNoVectorsGivesNobodyAnEmbedding(float value) throws Exception {
        try (var harness = harness(OnnxGraphs.constantEmbedding(value, 0))) {
            harness.open();
            FacesToEmbed chosen = new FacesToEmbed(new int[] {0, 1}, new int[] {1, 0}, crops());
            harness.processElement(batch(chosen), 0);

            FaceBatch batch = harness.extractOutputValues().get(0);
            assertThat(batch.toEmbed()).isNull();
            for (int i = 0; i < 4; i++) {
                assertThat(embedding(batch, i / 2, i % 2)).isNull();
            }
            assertThat(counted("facesEmbedded")).isZero();
            assertThat(counted("reason.no-direction.embeddingsFailed")).isEqualTo(2);
        }
    }

    @Test
    void batchWithoutSuchFacesGoesThrough() throws Exception {
        try (var harness = harness()) {
            harness.open();
            FaceBatch batch = batch(null);
            harness.processElement(batch, 0);

            FaceBatch same = harness.extractOutputValues().get(0);
            assertThat(same.crops()).isEqualTo(batch.crops());
            assertThat(same.modelId()).isEqualTo(batch.modelId());
            assertThat(same.toEmbed()).isNull();
            assertThat(same.frames())
                    .extracting(FrameFaces::sequenceNumber)
                    .containsExactly(1L, 2L);
            for (int i = 0; i < 4; i++) {
                assertThat(embedding(same, i / 2, i % 2)).isNull();
            }
        }
    }

    @Test
    void frameThatWasRefusedMeanwhileStaysRefused() throws Exception {
        try (var harness = harness()) {
            harness.open();
            FrameFaces refused =
                    TestFrames.numbered("a", 1, 100)
                            .refused(
                                    Refusal.of(
                                            Stage.DETECT, ReasonCode.DETECTOR_FAILED, "too bad"));
            FacesToEmbed chosen = new FacesToEmbed(new int[] {0, 1}, new int[] {1, 0}, crops());
            harness.processElement(
                    new FaceBatch(
                            List.of(refused, TestFrames.numbered("a", 2, 200)),
                            new byte[0],
                            "model@0123456789ab",
                            chosen),
                    0);

            FaceBatch batch = harness.extractOutputValues().get(0);
            assertThat(batch.frames().get(0)).usingRecursiveComparison().isEqualTo(refused);
            assertThat(embedding(batch, 1, 0)).containsExactly(0, 0, 1);
        }
    }

    @Test
    void facesStayWithoutWhereTheModelFails() throws Exception {
        try (var harness = harness()) {
            harness.open();
            FacesToEmbed broken = new FacesToEmbed(new int[] {0}, new int[] {1}, new byte[7]);
            harness.processElement(batch(broken), 0);

            FaceBatch batch = harness.extractOutputValues().get(0);
            assertThat(batch.toEmbed()).isNull();
            assertThat(batch.frames()).hasSize(2);
            assertThat(embedding(batch, 0, 1)).isNull();
            assertThat(counted("facesEmbedded")).isZero();
            assertThat(counted("reason.model-failed.embeddingsFailed")).isEqualTo(1);
        }
    }

    private static float[] embedding(FaceBatch batch, int frame, int face) {
        return batch.frames().get(frame).faces().get(face).embedding();
    }
}
