package io.countenance.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.countenance.lab.DrawnFaces;
import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.evaluate.NetworkScorer;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.ShuffleNetV2;
import io.countenance.lab.network.Variant;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.expression.ModelContract;
import io.countenance.vision.expression.ModelFile;
import io.countenance.vision.inference.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxExporterTest {

    private static final List<String> LABELS = List.of("calm", "glad", "sad");

    @TempDir private Path folder;
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager("PyTorch");
        manager.getEngine().setRandomSeed(9);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @CsvSource({
        "FULL, 48",
        "FULL, 64",
        "FULL, 96",
        "FULL, 112",
        "FULL, 160",
        "FULL, 224",
        "BASELINE, 64",
        "OUTPUT_MODULE, 64",
        "PDWRES, 80"
    })
    void theFileComputesWhatTheNetworkDoes(Variant variant, int size) throws Exception {
        Path file = folder.resolve("sub/model.onnx");

        double difference = export(network(variant, size), ParityFaces.generated(3, size), file);

        assertThat(difference).isLessThan(1e-4);
        assertThat(file).isRegularFile();
    }

    @ParameterizedTest
    @CsvSource({"FULL, 64", "BASELINE, 48"})
    void aNetworkOfColourGetsItsThreeChannels(Variant variant, int size) throws Exception {
        Path file = folder.resolve("model.onnx");
        ShuffleNetV2 network =
                new ShuffleNetV2(new NetworkSpec(variant, size, LABELS.size(), 0, Colour.RGB));
        network.initialize(manager);
        RgbFaces faces = ParityFaces.generated(3, size);

        assertThat(export(network, faces, file)).isLessThan(1e-4);

        byte[] swapped = faces.rgb().clone();
        for (int i = 0; i < swapped.length; i += 3) {
            swapped[i] = faces.rgb()[i + 2];
            swapped[i + 2] = faces.rgb()[i];
        }
        try (OnnxModel model = open(file);
                NetworkScorer scorer = new NetworkScorer(manager, network)) {
            float[] expected = scorer.score(faces.rgb(), 3)[2];
            assertThat(model.run(faces).distribution()[2]).containsExactly(expected, within(1e-4f));
            assertThat(model.run(new RgbFaces(swapped, 3, size)).logits()[0])
                    .isNotEqualTo(model.run(faces).logits()[0]);
        }
    }

    @Test
    void theFileSaysAllThatTheJobNeeds() throws Exception {
        Path file = folder.resolve("model.onnx");
        export(network(Variant.FULL, 64), ParityFaces.generated(2, 64), file);

        assertThat(ModelContents.of(ModelFile.read(file.toString())).values())
                .extracting(ModelContents.Value::text)
                .containsExactly(
                        "faces: uint8 [batch, 64, 64, 3]",
                        "logits: float [batch, 3]",
                        "distribution: float [batch, 3]");
        assertThat(contract(file).metadata())
                .containsEntry("countenance.contract", "1")
                .containsEntry("countenance.labels", "calm,glad,sad")
                .containsEntry("countenance.crop", "square:0.0")
                .containsEntry("countenance.input-size", "64")
                .containsEntry("countenance.colour", "luminance")
                .containsEntry("countenance.precision", "fp32")
                .containsEntry("countenance.variant", "full")
                .containsEntry("countenance.training-data", "drawn faces")
                .containsEntry("countenance.loss", "kl")
                .containsEntry("countenance.evaluation", "{}")
                .containsEntry("countenance.exporter", "a test");
    }

    private static ModelContract contract(Path file) {
        return ExpressionModel.readContract(
                new ExpressionModelOptions(file.toString(), Device.CPU, 1, 1));
    }

    @Test
    void othersMayReadTheFileAsAnyOther() throws Exception {
        Path file = folder.resolve("model.onnx");
        export(network(Variant.BASELINE, 48), ParityFaces.generated(2, 48), file);

        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(
                        Files.getPosixFilePermissions(
                                Files.writeString(folder.resolve("other"), "")));
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void anyBatchSizeGivesEachFaceItsOwnDistribution() throws Exception {
        Path file = folder.resolve("model.onnx");
        RgbFaces faces = ParityFaces.generated(5, 64);
        export(network(Variant.FULL, 64), faces, file);

        try (OnnxModel model = open(file)) {
            float[][] together = model.run(faces).distribution();
            for (int i = 0; i < 5; i++) {
                float[][] alone = model.run(faces.part(i, i + 1)).distribution();
                float sum = 0;
                for (int c = 0; c < 3; c++) {
                    assertThat(alone[0][c]).isCloseTo(together[i][c], within(1e-5f));
                    sum += alone[0][c];
                }
                assertThat(sum).isCloseTo(1, within(1e-5f));
            }
        }
    }

    @Test
    void aGraphThatDiffersGivesNoFile() throws Exception {
        Path file = folder.resolve("model.onnx");
        ShuffleNetV2 network = network(Variant.FULL, 64);
        RgbFaces faces = ParityFaces.generated(2, 64);
        FaceOutputs stale = NetworkOutputs.of(manager, network, faces);
        ClassifierBias.add(network, 0.01f);
        FaceOutputs changed = NetworkOutputs.of(manager, network, faces);

        Parity parity = Parity.of(Precision.FP32, stale, changed);
        assertThat(parity.passes()).isFalse();
        assertThat(new ParityException(parity))
                .hasMessage(
                        "largest difference of a logit or probability 1.0e-02 over 2 faces, 1e-04"
                                + " is allowed: no file written");
        ClassifierBias.add(network, Float.NaN);
        assertThatThrownBy(() -> export(network, ParityFaces.generated(2, 64), file))
                .isInstanceOf(ParityException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void parityFacesAreTheSetsOwnInATint() throws Exception {
        FaceSet faces = DrawnFaces.of(3, 1);

        byte[] rgb = ParityFaces.of(faces, 64, 48).rgb();

        assertThat(rgb).hasSize(3 * 48 * 48 * 3);
        byte[] grey = faces.faces().get(1).picture().read().pixels();
        int first = 48 * 48 * 3;
        for (int c = 0; c < 3; c++) {
            double gain = (rgb[first + 24 * 3 + c] & 255) / (double) (grey[24] & 255);
            assertThat(gain).isBetween(0.55, 1.25);
        }
    }

    private double export(ShuffleNetV2 network, RgbFaces faces, Path file) throws Exception {
        return OnnxExporter.export(
                        manager,
                        network,
                        metadata(network.spec().inputSize(), network.spec().colour()),
                        new ExportSettings(Precision.FP32, faces, null),
                        file)
                .largest();
    }

    private static OnnxModel open(Path file) throws Exception {
        return OnnxModel.of(ModelProto.parseFrom(Files.readAllBytes(file)));
    }

    private static ModelMetadata metadata(int size, Colour colour) {
        return new ModelMetadata(
                LABELS, "square:0.0", size, colour, "full", "drawn faces", "kl", "{}", "a test");
    }

    private ShuffleNetV2 network(Variant variant, int size) {
        ShuffleNetV2 network =
                new ShuffleNetV2(new NetworkSpec(variant, size, LABELS.size(), 0.1f));
        network.initialize(manager);
        return network;
    }
}
