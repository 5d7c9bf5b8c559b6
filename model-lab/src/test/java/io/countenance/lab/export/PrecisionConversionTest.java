package io.countenance.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.countenance.lab.DrawnFaces;
import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.ShuffleNetV2;
import io.countenance.lab.network.Variant;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.expression.ModelFile;
import io.countenance.vision.inference.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionConversionTest {

    private static final List<String> LABELS = List.of("calm", "glad", "sad");

    @TempDir private Path folder;

    /** The model that ships, on faces that it can tell apart. */
    @ParameterizedTest
    @CsvSource({"FP16, 0.003", "INT8, 0.1"})
    void theShippedModelIsServedInOtherPrecisions(Precision precision, float allowed)
            throws Exception {
        FaceSet set = DrawnFaces.of(72, 3);
        RgbFaces faces = ParityFaces.of(set, 16, 64);
        Path file = folder.resolve("converted.onnx");
        ModelFile shipped = ModelFile.read("default");

        OnnxExporter.convert(shipped, "a test", settings(precision, set, 64), file);

        assertThat(Files.size(file))
                .isLessThan(
                        shipped.bytes().length * (precision == Precision.FP16 ? 55L : 35L) / 100);
        try (ExpressionModel model = open(file.toString());
                ExpressionModel original = open("default")) {
            assertThat(model.contract().labels()).isEqualTo(original.contract().labels());
            assertThat(model.contract().cropPolicy()).isEqualTo(original.contract().cropPolicy());
            assertThat(model.contract().metadata())
                    .containsEntry("countenance.precision", precision.text())
                    .containsEntry("countenance.exporter", "a test")
                    .containsEntry("countenance.converted-from", shipped.modelId())
                    .containsAllEntriesOf(
                            Map.of(
                                    "countenance.evaluation",
                                    original.contract().metadata().get("countenance.evaluation")));
            float[][] expected = original.classify(faces.rgb(), faces.count());
            float[][] actual = model.classify(faces.rgb(), faces.count());
            for (int i = 0; i < faces.count(); i++) {
                assertThat(actual[i]).containsExactly(expected[i], within(allowed));
                double sum = 0;
                for (float probability : actual[i]) {
                    sum += probability;
                }
                assertThat(sum).isCloseTo(1, within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FULL, 48, LUMINANCE",
        "FULL, 96, RGB",
        "BASELINE, 48, RGB",
        "PDWRES, 64, LUMINANCE"
    })
    void everyNetworkIsWrittenInEveryPrecision(Variant variant, int size, Colour colour)
            throws Exception {
        RgbFaces faces = ParityFaces.generated(8, size);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            ShuffleNetV2 network = network(manager, variant, size, colour);
            ModelProto fp32 =
                    ShuffleNetGraph.of(network)
                            .model("a test", "1", metadata(size, colour).entries());
            FaceOutputs expected = NetworkOutputs.of(manager, network, faces);
            for (Precision precision : List.of(Precision.FP16, Precision.INT8)) {
                ModelProto model =
                        PrecisionConversion.of(
                                fp32,
                                new ExportSettings(
                                        precision, faces, new CalibrationFaces(faces, "waves")));
                Path file = folder.resolve(precision.text() + ".onnx");
                Files.write(file, model.toByteArray());
                try (ExpressionModel served = open(file.toString());
                        OnnxModel opened = OnnxModel.of(model)) {
                    assertThat(served.contract().labels()).isEqualTo(LABELS);
                    FaceOutputs actual = opened.run(faces);
                    assertThat(correlation(expected, actual)).isGreaterThan(0.9);
                }
            }
        }
    }

    /** Pearson's, of what faces make of each logit: what all faces share says nothing. */
    private static double correlation(FaceOutputs expected, FaceOutputs actual) {
        double both = 0;
        double one = 0;
        double other = 0;
        for (int label = 0; label < LABELS.size(); label++) {
            int column = label;
            double[] x = Arrays.stream(expected.logits()).mapToDouble(row -> row[column]).toArray();
            double[] y = Arrays.stream(actual.logits()).mapToDouble(row -> row[column]).toArray();
            double meanX = Arrays.stream(x).average().orElseThrow();
            double meanY = Arrays.stream(y).average().orElseThrow();
            for (int i = 0; i < x.length; i++) {
                both += (x[i] - meanX) * (y[i] - meanY);
                one += (x[i] - meanX) * (x[i] - meanX);
                other += (y[i] - meanY) * (y[i] - meanY);
            }
        }
        return both / Math.sqrt(one * other);
    }

    @Test
    void int8PassesEveryValueThroughEightBits() throws Exception {
        Path file = folder.resolve("int8.onnx");
        OnnxExporter.convert(
                ModelFile.read("default"),
                "a test",
                settings(Precision.INT8, DrawnFaces.of(72, 1), 64),
                file);

        ModelContents contents = ModelContents.of(ModelFile.read(file.toString()));

        assertThat(contents.operators()).contains("Conv 65, ", "QuantizeLinear 210, ", "Softmax 1");
        assertThat(contents.opset()).isEqualTo("18");
        assertThat(ModelProto.parseFrom(Files.readAllBytes(file)).getMetadataPropsList())
                .filteredOn(entry -> entry.getKey().equals("countenance.calibration"))
                .extracting(entry -> entry.getValue())
                .containsExactly("64 faces of drawn faces");
    }

    @Test
    void anOverflowInHalfPrecisionGivesNoFile() throws Exception {
        Path file = folder.resolve("fp16.onnx");
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            ShuffleNetV2 network = network(manager, Variant.BASELINE, 64, Colour.LUMINANCE);
            ClassifierBias.add(network, 70_000);

            assertThatThrownBy(
                            () ->
                                    OnnxExporter.export(
                                            manager,
                                            network,
                                            metadata(64, Colour.LUMINANCE),
                                            settings(Precision.FP16, DrawnFaces.of(2, 1), 64),
                                            file))
                    .isInstanceOf(ParityException.class)
                    .hasMessageContaining("5e-02 is allowed: no file written");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void onlyFp32FilesOfThisProgramAreConverted() throws Exception {
        Path half = folder.resolve("half.onnx");
        ExportSettings settings = settings(Precision.FP16, DrawnFaces.of(2, 1), 64);
        OnnxExporter.convert(ModelFile.read("default"), "a test", settings, half);
        assertThatThrownBy(
                        () ->
                                OnnxExporter.convert(
                                        ModelFile.read(half.toString()),
                                        "a test",
                                        settings,
                                        folder.resolve("again.onnx")))
                .isInstanceOf(UnsupportedGraphException.class)
                .hasMessageContaining("half.onnx is fp16");

        ModelProto shipped = ModelProto.parseFrom(ModelFile.read("default").bytes());
        ModelProto.Builder other = shipped.toBuilder();
        for (int i = 0; i < other.getGraph().getNodeCount(); i++) {
            if (other.getGraph().getNode(i).getOpType().equals("MaxPool")) {
                other.getGraphBuilder().getNodeBuilder(i).setOpType("LpPool");
            }
        }
        assertThatThrownBy(
                        () ->
                                PrecisionConversion.of(
                                        other.build(),
                                        settings(Precision.INT8, DrawnFaces.of(2, 1), 64)))
                .isInstanceOf(UnsupportedGraphException.class)
                .hasMessage(
                        "only fp32 files of this program's export can be converted: int8 knows no"
                                + " operator LpPool");
    }

    @Test
    void int8NeedsFacesToCalibrateOn() {
        RgbFaces faces = ParityFaces.generated(2, 64);
        assertThatThrownBy(() -> new ExportSettings(Precision.INT8, faces, null))
                .hasMessage("int8 needs faces to calibrate on");
    }

    @Test
    void calibrationTakesFacesEvenlyAndNotThoseComparedOn() throws Exception {
        FaceSet set = DrawnFaces.of(10, 1);

        CalibrationFaces faces = CalibrationFaces.of(set, 3, 4, 48, "drawn");

        assertThat(faces.text()).isEqualTo("3 faces of drawn");
        for (int i = 0; i < 3; i++) {
            byte[] grey = set.faces().get(4 + 2 * i).picture().read().pixels();
            assertThat(faces.faces().part(i, i + 1).rgb()[3 * 500 + 1]).isEqualTo(grey[500]);
        }
        assertThat(CalibrationFaces.of(set, 512, 64, 48, "drawn").faces().count()).isEqualTo(10);
    }

    private static ExportSettings settings(Precision precision, FaceSet set, int size)
            throws Exception {
        return new ExportSettings(
                precision,
                ParityFaces.of(set, 8, size),
                CalibrationFaces.of(set, 64, 8, size, "drawn faces"));
    }

    private static ExpressionModel open(String model) {
        return ExpressionModel.open(new ExpressionModelOptions(model, Device.CPU, 1, 8));
    }

    private static ShuffleNetV2 network(
            NDManager manager, Variant variant, int size, Colour colour) {
        manager.getEngine().setRandomSeed(4);
        ShuffleNetV2 network =
                new ShuffleNetV2(new NetworkSpec(variant, size, LABELS.size(), 0, colour));
        network.initialize(manager);
        return network;
    }

    private static ModelMetadata metadata(int size, Colour colour) {
        return new ModelMetadata(
                LABELS, "square:0.0", size, colour, "full", "drawn faces", "kl", "{}", "a test");
    }
}
