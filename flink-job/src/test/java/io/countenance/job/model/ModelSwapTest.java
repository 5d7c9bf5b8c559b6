package io.countenance.job.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.connectors.source.Sampling;
import io.countenance.job.batch.FrameBatch;
import io.countenance.job.classify.ClassifiedBatch;
import io.countenance.job.classify.ClassifyFaces;
import io.countenance.job.detect.DetectFaces;
import io.countenance.job.detect.FaceBatch;
import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.expression.ModelFile;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.image.ImageLimits;
import io.countenance.vision.inference.Device;
import io.countenance.vision.inference.OnnxGraphs.Head;
import io.countenance.vision.inference.OpenSessions;
import io.countenance.vision.quality.FaceQuality;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two operators that a new version of the model goes through, in harnesses of one job. */
class ModelSwapTest {

    private static final byte[] FIRST =
            ModelFiles.model(Head.GEMM, 32, ModelFiles.LABELS, "square:0.25");
    private static final byte[] SECOND =
            ModelFiles.model(Head.CONVOLUTION, 48, ModelFiles.LABELS, "square:0.1");

    private final JobID job = new JobID();

    @TempDir private Path directory;

    @Test
    void eachBatchIsReadByTheVersionThatItWasCutOutFor() throws Exception {
        Path file = Files.write(directory.resolve("faces.onnx"), FIRST);
        ExpressionModelOptions model =
                new ExpressionModelOptions(file.toString(), Device.CPU, 1, 8);
        ServedModelOptions options = new ServedModelOptions(model, Duration.ofHours(1));
        DetectFaces detect =
                new DetectFaces(
                        ImageLimits.defaults(),
                        new DetectorOptions("haar", 320, 0.65f, 16, Device.CPU, 1),
                        options);
        try (var detecting = harness(detect, FaceBatch.class);
                var classifying = harness(new ClassifyFaces(options), ClassifiedBatch.class);
                ServedModel served = ServedModel.open(job, options);
                ExpressionModel first = ExpressionModel.open(model)) {
            String firstId = served.currentId();
            FaceBatch before = detected(detecting);
            assertThat(before.modelId()).isEqualTo(firstId);

            ModelFiles.replace(file, SECOND);
            served.look();
            served.look();
            FaceBatch after = detected(detecting);
            assertThat(after.modelId()).isEqualTo(served.currentId()).isNotEqualTo(firstId);

            assertThat(classified(classifying, withFace(before, 32)))
                    .isEqualTo(first.classify(face(32), 1)[0]);
            try (ExpressionModel second = ExpressionModel.open(model)) {
                assertThat(classified(classifying, withFace(after, 48)))
                        .isEqualTo(second.classify(face(48), 1)[0]);
            }
        }
    }

    @Test
    void subtasksWithoutFramesLetGoOfTheOldVersionWithTheNextCheckpoint() throws Exception {
        Path file = Files.write(directory.resolve("faces.onnx"), FIRST);
        ModelFile first = ModelFile.read(file.toString());
        ServedModelOptions options =
                new ServedModelOptions(
                        new ExpressionModelOptions(file.toString(), Device.CPU, 1, 8),
                        Duration.ofHours(1));
        DetectFaces detect =
                new DetectFaces(
                        ImageLimits.defaults(),
                        new DetectorOptions("haar", 320, 0.65f, 16, Device.CPU, 1),
                        options);
        try (var detecting = harness(detect, FaceBatch.class);
                var classifying = harness(new ClassifyFaces(options), ClassifiedBatch.class);
                ServedModel served = ServedModel.open(job, options)) {
            detecting.snapshot(1, 1);
            classifying.snapshot(1, 1);
            ModelFiles.replace(file, SECOND);
            served.look();
            served.look();
            assertThat(OpenSessions.users(first)).as("until they go over").isPositive();

            detecting.notifyOfCompletedCheckpoint(1);
            assertThat(OpenSessions.users(first)).as("one has yet to").isPositive();
            classifying.notifyOfCompletedCheckpoint(1);
            assertThat(OpenSessions.users(first)).isZero();

            FaceBatch after = detected(detecting);
            assertThat(after.modelId()).isEqualTo(served.currentId());
            assertThat(classified(classifying, withFace(after, 48))).hasSize(4);
            int users = OpenSessions.users(ModelFile.read(file.toString()));
            detecting.notifyOfCompletedCheckpoint(2);
            classifying.notifyOfCompletedCheckpoint(2);
            assertThat(OpenSessions.users(ModelFile.read(file.toString()))).isEqualTo(users);
        }
    }

    @Test
    void aRestoredOperatorTakesTheFileThatIsThere() throws Exception {
        Path file = Files.write(directory.resolve("faces.onnx"), FIRST);
        ServedModelOptions options =
                new ServedModelOptions(
                        new ExpressionModelOptions(file.toString(), Device.CPU, 1, 8),
                        Duration.ofHours(1));
        String firstId;
        OperatorSubtaskState snapshot;
        try (var before = harness(new ClassifyFaces(options), ClassifiedBatch.class);
                ServedModel served = ServedModel.open(job, options)) {
            firstId = served.currentId();
            snapshot = before.snapshot(1, 1);
        }
        ModelFiles.replace(file, SECOND);
        try (var after = newHarness(new ClassifyFaces(options));
                ServedModel served = ServedModel.open(job, options)) {
            after.setup(serializer(after, ClassifiedBatch.class));
            after.initializeState(snapshot);
            after.open();
            assertThat(served.currentId()).isNotEqualTo(firstId);
            FaceBatch batch =
                    withFace(new FaceBatch(List.of(frame()), new byte[0], served.currentId()), 48);
            assertThat(classified(after, batch)).hasSize(4);
        }
    }

    private static FaceBatch detected(
            OneInputStreamOperatorTestHarness<FrameBatch, FaceBatch> harness) throws Exception {
        IngestedFrame frame =
                new IngestedFrame(
                        "hall",
                        1,
                        IngestedFrame.NO_HASH,
                        1000,
                        1000,
                        0,
                        0,
                        grey(),
                        "frames",
                        0,
                        7,
                        null,
                        null,
                        Sampling.NONE);
        harness.processElement(new FrameBatch(List.of(frame)), 1000);
        return last(harness);
    }

    private static float[] classified(
            OneInputStreamOperatorTestHarness<FaceBatch, ClassifiedBatch> harness, FaceBatch batch)
            throws Exception {
        harness.processElement(batch, 1000);
        FrameFaces frame = last(harness).frames().get(0);
        assertThat(frame.refusal()).isNull();
        assertThat(frame.modelId()).isEqualTo(batch.modelId());
        return frame.faces().get(0).distribution();
    }

    private static FaceBatch withFace(FaceBatch batch, int size) {
        FrameFaces frame = batch.frames().get(0);
        FaceReading reading =
                new FaceReading(
                        new Box(1, 2, 30, 40),
                        0.9f,
                        new FaceQuality(0.8f, 50, 30, Float.NaN, Float.NaN),
                        new float[0]);
        return new FaceBatch(
                List.of(frame.classified(List.of(reading), new String[0], "")),
                face(size),
                batch.modelId());
    }

    private static byte[] face(int size) {
        byte[] pixels = new byte[size * size * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 7);
        }
        return pixels;
    }

    private static FrameFaces frame() {
        return new FrameFaces(
                "hall",
                1,
                IngestedFrame.NO_HASH,
                1000,
                320,
                240,
                List.of(),
                new String[0],
                "",
                null,
                Sampling.NONE,
                null);
    }

    private static byte[] grey() {
        try (Mat mat = new Mat(240, 320, opencv_core.CV_8UC3, Scalar.all(90));
                BytePointer encoded = new BytePointer()) {
            imencode(".png", mat, encoded);
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }
    }

    private <I, O> OneInputStreamOperatorTestHarness<I, O> newHarness(MapFunction<I, O> function)
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new StreamMap<>(function), new MockEnvironmentBuilder().setJobID(job).build());
    }

    private <I, O> OneInputStreamOperatorTestHarness<I, O> harness(
            MapFunction<I, O> function, Class<O> output) throws Exception {
        OneInputStreamOperatorTestHarness<I, O> harness = newHarness(function);
        harness.setup(serializer(harness, output));
        harness.open();
        return harness;
    }

    private static <O> TypeSerializer<O> serializer(
            OneInputStreamOperatorTestHarness<?, O> harness, Class<O> output) {
        return TypeInformation.of(output)
                .createSerializer(harness.getExecutionConfig().getSerializerConfig());
    }

    @SuppressWarnings("unchecked")
    private static <O> O last(OneInputStreamOperatorTestHarness<?, O> harness) {
        Object[] records = harness.getOutput().toArray();
        return ((StreamRecord<O>) records[records.length - 1]).getValue();
    }
}
