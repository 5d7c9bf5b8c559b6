package io.countenance.job.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.expression.InvalidModelException;
import io.countenance.vision.expression.ModelFile;
import io.countenance.vision.inference.Device;
import io.countenance.vision.inference.OnnxGraphs.Head;
import io.countenance.vision.inference.OpenSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServedModelTest {

    private static final byte[] FIRST =
            ModelFiles.model(Head.GEMM, 32, ModelFiles.LABELS, "square:0.25");
    private static final byte[] SECOND =
            ModelFiles.model(Head.CONVOLUTION, 48, ModelFiles.LABELS, "square:0.1");

    private final JobID job = new JobID();

    @TempDir private Path directory;

    private Path file;
    private ServedModel served;
    private String first;

    @BeforeEach
    void open() throws IOException {
        file = Files.write(directory.resolve("faces.onnx"), FIRST);
        served = ServedModel.open(job, options(file.toString()));
        first = served.currentId();
    }

    @AfterEach
    void close() {
        served.close();
    }

    /** Watched so seldom that only the tests look. */
    private static ServedModelOptions options(String model) {
        return new ServedModelOptions(
                new ExpressionModelOptions(model, Device.CPU, 1, 8), Duration.ofHours(1));
    }

    private void lookTwice() {
        served.look();
        served.look();
    }

    @Test
    void takesANewVersionWithOtherCropsAndKeepsTheOldOneForThoseWhoHoldIt() throws Exception {
        try (ModelHold old = served.holdCurrent();
                ExpressionModel oldModel = old.open()) {
            ModelFiles.replace(file, SECOND);
            lookTwice();

            assertThat(served.currentId()).matches("faces@[0-9a-f]{12}").isNotEqualTo(first);
            assertThat(served.refusals()).isZero();
            try (ModelHold next = served.holdCurrent();
                    ModelHold again = served.hold(first);
                    ExpressionModel nextModel = next.open();
                    ExpressionModel alone =
                            ExpressionModel.open(options(file.toString()).model())) {
                assertThat(next.contract().inputSize()).isEqualTo(48);
                assertThat(again.contract()).isEqualTo(old.contract());
                byte[] face = new byte[48 * 48 * 3];
                Arrays.fill(face, (byte) 90);
                assertThat(nextModel.classify(face, 1)).isDeepEqualTo(alone.classify(face, 1));
                assertThat(oldModel.classify(face, 1)[0])
                        .hasSize(4)
                        .isNotEqualTo(nextModel.classify(face, 1)[0]);
            }
        }
        assertThatThrownBy(() -> served.hold(first))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Expression model " + first + " is not open, only [faces@");
    }

    @Test
    void goesBackToAVersionThatIsHeldYet() throws Exception {
        try (ModelHold old = served.holdCurrent()) {
            ModelFiles.replace(file, SECOND);
            lookTwice();
            ModelFiles.replace(file, FIRST);
            lookTwice();
            assertThat(served.currentId()).isEqualTo(first);
        }
        try (ModelHold current = served.holdCurrent();
                ExpressionModel model = current.open()) {
            assertThat(model.classify(new byte[32 * 32 * 3], 1)).hasDimensions(1, 4);
        }
    }

    private static Stream<Arguments> refused() throws IOException {
        byte[] half = Arrays.copyOf(SECOND, SECOND.length / 2);
        return Stream.of(
                Arguments.of(
                        ModelFiles.model(
                                Head.GEMM, 32, "neutral,happiness,surprise,fear", "square:0.25"),
                        "its labels are [neutral, happiness, surprise, fear]",
                        "[neutral, happiness, surprise, anger]; start the job anew to change them"),
                Arguments.of(
                        ModelFiles.model(
                                Head.GEMM, 32, "happiness,neutral,surprise,anger", "square:0.25"),
                        "its labels are [happiness, neutral, surprise, anger]",
                        "in their order"),
                Arguments.of(
                        ModelFiles.model(Head.GEMM, 32, ModelFiles.LABELS, "five-point"),
                        "its crop policy is five-point",
                        "square:0.25; start the job anew to change it"),
                Arguments.of(
                        ModelFiles.model(Head.GEMM, 32, ModelFiles.LABELS, "round"),
                        "countenance.crop is 'round'",
                        "a crop policy such as"),
                Arguments.of(half, "it is no ONNX file, or not a whole one", "ONNX format"),
                Arguments.of(new byte[0], "ONNX Runtime does not take it", "ONNX format"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatCannotTakeItsPlaceAndTriesAgainWhenItChanges(
            byte[] content, String found, String rule) throws Exception {
        ModelFiles.replace(file, content);
        lookTwice();
        served.look();

        assertThat(served.currentId()).isEqualTo(first);
        assertThat(served.refusals()).isEqualTo(1);
        assertThat(served.lastRefusal())
                .startsWith("Expression model " + file + ": ")
                .contains(found, rule);

        ModelFiles.replace(file, SECOND);
        lookTwice();
        assertThat(served.currentId()).isNotEqualTo(first);
        assertThat(served.refusals()).isEqualTo(1);
    }

    @Test
    void doesNotReadAFileThatIsBeingWritten() throws Exception {
        for (int length = SECOND.length / 4; length < SECOND.length; length += SECOND.length / 4) {
            Files.write(file, Arrays.copyOf(SECOND, length));
            served.look();
        }
        Files.write(file, SECOND);
        served.look();
        assertThat(served.currentId()).isEqualTo(first);
        served.look();
        assertThat(served.currentId()).isNotEqualTo(first);
        assertThat(served.refusals()).isZero();
    }

    @Test
    void staysWithItsModelWhereTheFileIsGone() throws Exception {
        Files.delete(file);
        lookTwice();
        served.look();
        assertThat(served.refusals()).isEqualTo(1);
        assertThat(served.lastRefusal())
                .isEqualTo(
                        "Expression model %s: it does not exist. Rule: 'default', 'int8', or the path or URI of an ONNX file."
                                .formatted(file));
        try (ServedModel another = ServedModel.open(job, options(file.toString()))) {
            assertThat(another.currentId()).as("shared within the job").isEqualTo(first);
        }
        assertThatThrownBy(() -> ServedModel.open(new JobID(), options(file.toString())))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("it does not exist");

        ModelFiles.replace(file, FIRST);
        lookTwice();
        assertThat(served.currentId()).isEqualTo(first);
        assertThat(served.refusals()).isEqualTo(1);
    }

    @Test
    void takesUrisOfFlinksFileSystems() throws Exception {
        String uri = file.toUri().toString();
        try (ServedModel byUri = ServedModel.open(job, options(uri))) {
            assertThat(byUri.currentId()).isEqualTo(first);
            ModelFiles.replace(file, SECOND);
            byUri.look();
            byUri.look();
            assertThat(byUri.currentId()).startsWith("faces@").isNotEqualTo(first);
        }
        assertThatThrownBy(() -> ServedModel.open(job, options(directory.toUri().toString())))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("it is no file");
        assertThatThrownBy(() -> ServedModel.open(job, options("nowhere://bucket/faces.onnx")))
                .hasMessageContaining("nowhere://bucket/faces.onnx cannot be read")
                .hasMessageContaining("scheme 'nowhere'");
    }

    @Test
    void theShippedModelNeverChanges() {
        try (ServedModel shipped = ServedModel.open(job, options("default"))) {
            shipped.look();
            shipped.look();
            assertThat(shipped.currentId()).startsWith("expression-model@");
            assertThat(shipped.refusals()).isZero();
        }
    }

    @Test
    void freesEachVersionWhenItsLastUserHasLetGo() throws Exception {
        ModelFile before = ModelFile.read(file.toString());
        for (int round = 0; round < 8; round++) {
            try (ModelHold hold = served.holdCurrent();
                    ExpressionModel inUse = hold.open()) {
                // Of another length each, since two may come in one tick of the file system's
                // clock.
                String note = "x".repeat(round + 1);
                ModelFiles.replace(
                        file,
                        ModelFiles.model(Head.GEMM, 32, ModelFiles.LABELS, "square:0.25", note));
                lookTwice();
                assertThat(inUse.classify(new byte[32 * 32 * 3], 1)).hasDimensions(1, 4);
            }
            assertThat(OpenSessions.users(before)).isZero();
            before = ModelFile.read(file.toString());
            assertThat(OpenSessions.users(before)).isEqualTo(1);
        }
        ModelFiles.replace(
                file, ModelFiles.model(Head.GEMM, 32, "a,b,c,d", "square:0.25", "refused"));
        lookTwice();
        assertThat(OpenSessions.users(ModelFile.read(file.toString()))).isZero();
        served.close();
        assertThat(OpenSessions.users(before)).isZero();
    }
}
