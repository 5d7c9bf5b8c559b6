package io.countenance.vision.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.countenance.vision.crop.SquareCrop;
import io.countenance.vision.inference.Device;
import io.countenance.vision.inference.OnnxGraphs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpressionModelTest {

    private static final int SIZE = 32;
    private static final int ITEM = SIZE * SIZE * 3;

    @TempDir private Path directory;

    private final Map<String, String> metadata = new HashMap<>();
    private GraphProto.Builder graph;

    @BeforeEach
    void validModel() {
        metadata.put("countenance.contract", "1");
        metadata.put("countenance.labels", "neutral,happiness,surprise,anger");
        metadata.put("countenance.crop", "square:0.25");
        metadata.put("countenance.input-size", "32");
        metadata.put("countenance.trained-on", "nothing");
        graph = OnnxGraphs.faceNetwork(OnnxGraphs.Head.GEMM, SIZE, 4);
    }

    @Test
    void readsTheContract() throws IOException {
        ModelContract contract = ExpressionModel.readContract(options(write()));

        assertThat(contract.modelId()).matches("faces@[0-9a-f]{12}");
        assertThat(contract.labels()).containsExactly("neutral", "happiness", "surprise", "anger");
        assertThat(contract.cropPolicy()).isEqualTo(new SquareCrop(0.25f, 0));
        assertThat(contract.inputSize()).isEqualTo(SIZE);
        assertThat(contract.metadata()).containsEntry("countenance.trained-on", "nothing");
        try (ExpressionModel model = ExpressionModel.open(options(write()))) {
            assertThat(model.contract()).isEqualTo(contract);
        }
    }

    @Test
    void classifiesAnyNumberOfFaces() throws IOException {
        byte[] faces = new byte[21 * ITEM];
        new Random(1).nextBytes(faces);
        try (ExpressionModel model = ExpressionModel.open(options(write()));
                ExpressionModel other =
                        ExpressionModel.open(
                                new ExpressionModelOptions(
                                        write().toString(), Device.CPU, 1, 32))) {
            float[][] rows = model.classify(faces, 21);

            assertThat(rows).hasDimensions(21, 4).isDeepEqualTo(other.classify(faces, 21));
            for (float[] row : rows) {
                assertThat((double) row[0] + row[1] + row[2] + row[3]).isCloseTo(1, within(1e-6));
            }
            assertThat(model.classify(faces, 0)).isEmpty();
        }
    }

    @Test
    void refusesTooFewBytesAndCallsAfterClose() throws IOException {
        ExpressionModel model = ExpressionModel.open(options(write()));
        assertThatThrownBy(() -> model.classify(new byte[ITEM], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 faces of 32 px take 6144 bytes, not 3072");
        model.close();
        model.close();
        assertThatThrownBy(() -> model.classify(new byte[ITEM], 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void refusesMetadataThatIsMissingOrWrong() throws IOException {
        assertRefused(
                m -> m.remove("countenance.contract"), "countenance.contract is missing", "'1'");
        assertRefused(
                m -> m.put("countenance.contract", "2"), "countenance.contract is '2'", "'1'");
        assertRefused(m -> m.remove("countenance.labels"), "no countenance.labels", "none twice");
        assertRefused(m -> m.put("countenance.labels", "a,b,,c"), "'a,b,,c'", "none empty");
        assertRefused(m -> m.put("countenance.labels", "a,b,a,c"), "'a,b,a,c'", "none twice");
        assertRefused(m -> m.put("countenance.labels", "a,b,c"), "FLOAT [-1, 4]", "[N, 3]");
        assertRefused(m -> m.remove("countenance.crop"), "no countenance.crop", "square:0.25");
        assertRefused(m -> m.put("countenance.crop", "round"), "'round'", "square:0.25");
        assertRefused(m -> m.remove("countenance.input-size"), "no countenance.input-size", "px");
        assertRefused(m -> m.put("countenance.input-size", "big"), "'big'", "px");
        assertRefused(
                m -> m.put("countenance.input-size", "64"),
                "UINT8 [-1, 32, 32, 3]",
                "[N, 64, 64, 3]");
    }

    @Test
    void refusesInputsAndOutputsThatDoNotFit() throws IOException {
        GraphProto.Builder fixed = graph.clone();
        fixed.setInput(
                0, OnnxGraphs.value("faces", TensorProto.DataType.UINT8, "1", "32", "32", "3"));
        fixed.setOutput(0, OnnxGraphs.value("distribution", TensorProto.DataType.FLOAT, "1", "4"));
        fixed.setOutput(1, OnnxGraphs.value("logits", TensorProto.DataType.FLOAT, "1", "4"));
        assertRefused(fixed, "UINT8 [1, 32, 32, 3]", "any N");

        GraphProto.Builder real = graph.clone();
        real.setInput(
                0, OnnxGraphs.value("faces", TensorProto.DataType.FLOAT, "N", "32", "32", "3"));
        assertRefused(real, "FLOAT [-1, 32, 32, 3]", "uint8");

        GraphProto.Builder unnamed = graph.clone();
        unnamed.removeOutput(0);
        assertRefused(unnamed, "its outputs are [logits]", "'distribution'");

        GraphProto.Builder extra = graph.clone();
        extra.addInput(OnnxGraphs.value("mask", TensorProto.DataType.FLOAT, "N"));
        assertRefused(extra, "mask", "one input 'faces'");
    }

    @Test
    void refusesADistributionThatIsNone() throws IOException {
        GraphProto.Builder raw = graph.clone();
        raw.setNode(
                raw.getNodeCount() - 1,
                raw.getNode(raw.getNodeCount() - 1).toBuilder()
                        .setOpType("Sigmoid")
                        .clearAttribute());

        Path file = write(raw);

        assertThatThrownBy(() -> ExpressionModel.open(options(file)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("'distribution' sums to")
                .hasMessageContaining("softmax");
    }

    @Test
    void refusesWeightsInAnotherFile() throws IOException {
        GraphProto.Builder split = graph.clone();
        TensorProto.Builder weights = split.getInitializerBuilder(split.getInitializerCount() - 1);
        weights.clearFloatData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
        weights.addExternalDataBuilder().setKey("location").setValue("weights.bin");

        assertRefused(split, "weights lie in another file", "one file that holds all weights");
    }

    @Test
    void refusesWhatIsNoModel() throws IOException {
        Path text = Files.writeString(directory.resolve("notes.onnx"), "no model at all");
        assertThatThrownBy(() -> ExpressionModel.open(options(text)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("notes.onnx")
                .hasMessageContaining("a model in ONNX format");
        assertThatThrownBy(() -> ExpressionModel.open(options(directory.resolve("none.onnx"))))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("none.onnx")
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> ExpressionModel.readContract(options(directory)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("it is no file");
    }

    @Test
    void refusesAFileOfMoreThanAGibibyte() throws IOException {
        Path huge = directory.resolve("huge.onnx");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength((1L << 30) + 1);
        }
        assertThatThrownBy(() -> ExpressionModel.readContract(options(huge)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("1073741825 bytes")
                .hasMessageContaining("1 GiB");
    }

    private void assertRefused(Consumer<Map<String, String>> change, String found, String rule)
            throws IOException {
        Map<String, String> valid = new HashMap<>(metadata);
        change.accept(metadata);
        try {
            assertRefused(graph, found, rule);
        } finally {
            metadata.clear();
            metadata.putAll(valid);
        }
    }

    private void assertRefused(GraphProto.Builder wrong, String found, String rule)
            throws IOException {
        Path file = write(wrong);
        assertThatThrownBy(() -> ExpressionModel.open(options(file)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(found)
                .hasMessageContaining(rule);
        assertThatThrownBy(() -> ExpressionModel.readContract(options(file)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining(found);
    }

    private Path write() throws IOException {
        return write(graph);
    }

    private Path write(GraphProto.Builder network) throws IOException {
        ModelProto model =
                OnnxGraphs.withMetadata(OnnxGraphs.model(network.build()), metadata).build();
        return Files.write(directory.resolve("faces.onnx"), model.toByteArray());
    }

    private static ExpressionModelOptions options(Path file) {
        return new ExpressionModelOptions(file.toString(), Device.CPU, 1, 8);
    }
}
