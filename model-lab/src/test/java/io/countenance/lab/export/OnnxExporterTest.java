package io.countenance.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.countenance.lab.DrawnFaces;
import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.evaluate.NetworkScorer;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.ShuffleNetV2;
import io.countenance.lab.network.Variant;
import java.nio.file.Path;
import java.util.Arrays;
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
        byte[] faces = ParityFaces.generated(3, size);

        assertThat(export(network, faces, file)).isLessThan(1e-4);

        byte[] swapped = faces.clone();
        for (int i = 0; i < faces.length; i += 3) {
            swapped[i] = faces[i + 2];
            swapped[i + 2] = faces[i];
        }
        try (OnnxModel model = OnnxModel.open(file);
                NetworkScorer scorer = new NetworkScorer(manager, network)) {
            assertThat(model.metadata()).containsEntry("countenance.colour", "rgb");
            float[] expected = scorer.score(faces, 3)[2];
            assertThat(model.run(faces, 3).distribution()[2])
                    .containsExactly(expected, within(1e-4f));
            assertThat(model.run(swapped, 3).logits()[0])
                    .isNotEqualTo(model.run(faces, 3).logits()[0]);
        }
    }

    @Test
    void theFileSaysAllThatTheJobNeeds() throws Exception {
        Path file = folder.resolve("model.onnx");
        export(network(Variant.FULL, 64), ParityFaces.generated(2, 64), file);

        try (OnnxModel model = OnnxModel.open(file)) {
            assertThat(model.values())
                    .containsExactly(
                            "input faces: UINT8 [-1, 64, 64, 3]",
                            "output logits: FLOAT [-1, 3]",
                            "output distribution: FLOAT [-1, 3]");
            assertThat(model.metadata())
                    .containsEntry("countenance.contract", "1")
                    .containsEntry("countenance.labels", "calm,glad,sad")
                    .containsEntry("countenance.crop", "square:0.0")
                    .containsEntry("countenance.input-size", "64")
                    .containsEntry("countenance.colour", "luminance")
                    .containsEntry("countenance.variant", "full")
                    .containsEntry("countenance.training-data", "drawn faces")
                    .containsEntry("countenance.loss", "kl")
                    .containsEntry("countenance.evaluation", "{}")
                    .containsEntry("countenance.exporter", "a test");
        }
    }

    @Test
    void anyBatchSizeGivesEachFaceItsOwnDistribution() throws Exception {
        Path file = folder.resolve("model.onnx");
        byte[] faces = ParityFaces.generated(5, 64);
        export(network(Variant.FULL, 64), faces, file);

        try (OnnxModel model = OnnxModel.open(file)) {
            float[][] together = model.run(faces, 5).distribution();
            for (int i = 0; i < 5; i++) {
                int bytes = 64 * 64 * 3;
                float[][] alone =
                        model.run(Arrays.copyOfRange(faces, i * bytes, (i + 1) * bytes), 1)
                                .distribution();
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
        NDArray bias =
                network.output().getParameters().stream()
                        .filter(parameter -> parameter.getKey().endsWith("classifier_bias"))
                        .findFirst()
                        .orElseThrow()
                        .getValue()
                        .getArray();
        bias.setRequiresGradient(false);
        byte[] model =
                ShuffleNetGraph.of(network)
                        .model("test", "1", metadata(64, Colour.LUMINANCE).entries());
        bias.addi(0.01f);

        try (OnnxModel stale = OnnxModel.of(model)) {
            assertThatThrownBy(
                            () ->
                                    ParityGate.check(
                                            stale,
                                            manager,
                                            network,
                                            ParityFaces.generated(2, 64),
                                            2))
                    .isInstanceOf(ParityException.class)
                    .hasMessage(
                            "ONNX Runtime and DJL differ by 1.00e-02 over 2 faces, more than 1e-04"
                                    + " allowed: no file written");
        }
        bias.addi(Float.NaN);
        assertThatThrownBy(() -> export(network, ParityFaces.generated(2, 64), file))
                .isInstanceOf(ParityException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void parityFacesAreTheSetsOwnInATint() throws Exception {
        FaceSet faces = DrawnFaces.of(3, 1);

        byte[] rgb = ParityFaces.of(faces, 64, 48);

        assertThat(rgb).hasSize(3 * 48 * 48 * 3);
        byte[] grey = faces.faces().get(1).picture().read().pixels();
        int first = 48 * 48 * 3;
        for (int c = 0; c < 3; c++) {
            double gain = (rgb[first + 24 * 3 + c] & 255) / (double) (grey[24] & 255);
            assertThat(gain).isBetween(0.55, 1.25);
        }
    }

    private double export(ShuffleNetV2 network, byte[] faces, Path file) throws Exception {
        int size = network.spec().inputSize();
        return OnnxExporter.export(
                manager,
                network,
                metadata(size, network.spec().colour()),
                faces,
                faces.length / (size * size * 3),
                file);
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
