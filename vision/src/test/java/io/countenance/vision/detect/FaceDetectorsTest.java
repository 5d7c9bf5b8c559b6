package io.countenance.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.image.ImageDecoder;
import io.countenance.vision.image.ImageLimits;
import io.countenance.vision.image.Pictures;
import io.countenance.vision.inference.Device;
import io.countenance.vision.inference.OnnxGraphs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceDetectorsTest {

    private static final int[] STRIDES = {8, 16, 32};

    @Test
    void defaultIsUltraFace() {
        assumeThat(FaceDetectors.isShippedModelPresent())
                .as("needs the detector that the build fetches with npm")
                .isTrue();
        try (FaceDetector detector = FaceDetectors.open(DetectorOptions.defaults())) {
            assertThat(detector.name()).isEqualTo("ultraface:ultraface-rfb.onnx");
        }
    }

    @Test
    void findsNoFaceWhereNoneIs() throws Exception {
        for (String model : List.of("default", "haar")) {
            try (FaceDetector detector = FaceDetectors.open(options(model));
                    DecodedImage image =
                            new ImageDecoder(ImageLimits.defaults())
                                    .decode(Pictures.png(Pictures.shapes(320, 200)))) {
                assertThat(detector.detect(List.of(image, image)))
                        .containsExactly(List.of(), List.of());
                assertThat(detector.detect(List.of())).isEmpty();
            }
        }
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> FaceDetectors.open(options("no/such.onnx")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "there is no detector 'no/such.onnx': it must be 'default', 'haar' or the path of an ONNX file");
    }

    @Test
    void fileThatIsNoNetworkIsNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("notes.onnx"), "not a network");
        assertThatThrownBy(() -> FaceDetectors.open(options(file.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the detector notes.onnx is not taken: it is no ONNX file, or not a whole one. Rule: a model in ONNX format.");
    }

    @Test
    void operatorsBeyondTheStandardAreRefused(@TempDir Path folder) throws Exception {
        Path file = write(folder, List.of("scores", "loc"));
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        model.getGraphBuilder().getNodeBuilder(1).setDomain("com.microsoft");
        Files.write(file, model.build().toByteArray());

        assertThatThrownBy(() -> FaceDetectors.open(options(file.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "the detector network.onnx is not taken: it uses the operator 'Identity' of the domain 'com.microsoft'.");
    }

    @Test
    void unknownFamilyListsOutputsAndFamilies(@TempDir Path folder) throws Exception {
        Path file = write(folder, List.of("logits", "features"));
        assertThatThrownBy(() -> FaceDetectors.open(options(file.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("network.onnx is of no known family")
                .hasMessageContaining("its outputs are [logits, features]")
                .hasMessageContaining("UltraFace (scores, loc or scores, boxes)")
                .hasMessageContaining("YuNet")
                .hasMessageContaining("SCRFD");
    }

    @Test
    void familiesAreToldByOutputs(@TempDir Path folder) throws Exception {
        List<String> yunet = new ArrayList<>();
        List<String> scrfd = new ArrayList<>();
        for (int stride : STRIDES) {
            yunet.addAll(
                    List.of("cls_" + stride, "obj_" + stride, "bbox_" + stride, "kps_" + stride));
            scrfd.addAll(List.of("score_" + stride, "bbox_" + stride, "kps_" + stride));
        }
        assertThat(name(write(folder, yunet))).isEqualTo("yunet:network.onnx");
        assertThat(name(write(folder, scrfd))).isEqualTo("scrfd:network.onnx");
        assertThat(name(write(folder, List.of("scores", "boxes"))))
                .isEqualTo("ultraface-published:network.onnx");
        assertThat(name(write(folder, List.of("scores", "loc"))))
                .isEqualTo("ultraface:network.onnx");
    }

    @Test
    void networksThatAreNoDetectorsAreRefusedAtOnce(@TempDir Path folder) throws Exception {
        ModelProto whole =
                ModelProto.parseFrom(Files.readAllBytes(write(folder, List.of("scores", "loc"))));
        ModelProto.Builder twoInputs = whole.toBuilder();
        twoInputs.getGraphBuilder().addInput(OnnxGraphs.value("more", DataType.FLOAT, "1"));
        assertRefused(folder, twoInputs, "network.onnx has the inputs [input, more], not one");
        ModelProto.Builder vast = whole.toBuilder();
        vast.getGraphBuilder()
                .setInput(
                        0, OnnxGraphs.value("input", DataType.FLOAT, "1", "3", "100000", "100000"));
        vast.getGraphBuilder()
                .setOutput(
                        0,
                        OnnxGraphs.value("scores", DataType.FLOAT, "1", "3", "100000", "100000"));
        vast.getGraphBuilder()
                .setOutput(
                        1, OnnxGraphs.value("loc", DataType.FLOAT, "1", "3", "100000", "100000"));
        assertRefused(
                folder,
                vast,
                "wants pictures with a side of 100000 px; sides must be free, or from 32 to 4096");
        ModelProto.Builder whether = whole.toBuilder();
        whether.getGraphBuilder().getNodeBuilder(0).setOpType("IsNaN");
        whether.getGraphBuilder()
                .setOutput(
                        0,
                        OnnxGraphs.value("scores", DataType.BOOL, "batch", "3", "height", "width"));
        assertRefused(folder, whether, "as its output 'scores', not a float tensor");
    }

    private static void assertRefused(Path folder, ModelProto.Builder model, String words)
            throws Exception {
        Path file = Files.write(folder.resolve("network.onnx"), model.build().toByteArray());
        assertThatThrownBy(() -> FaceDetectors.open(options(file.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void outputsThatDoNotFitFailWithTheirName(@TempDir Path folder) throws Exception {
        Path file = write(folder, List.of("scores", "boxes"));
        try (FaceDetector detector = FaceDetectors.open(options(file.toString()));
                DecodedImage image =
                        new ImageDecoder(ImageLimits.defaults())
                                .decode(Pictures.png(Pictures.shapes(20, 16)))) {
            assertThatThrownBy(() -> detector.detect(List.of(image)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ultraface-published:network.onnx failed on 1 pictures")
                    .hasMessageEndingWith("its output 'boxes' has 960 values, not 1920 a picture");
        }
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new DetectorOptions("default", 10, 0.5f, 16, Device.CPU, 1))
                .hasMessage(
                        "the detector's input size '10' is not allowed: it must be from 64 to 4096 px");
        assertThatThrownBy(() -> new DetectorOptions("default", 640, Float.NaN, 16, Device.CPU, 1))
                .hasMessageContaining("least score 'NaN'");
    }

    @Test
    void smallestWantedFaceKeeps20PixelsOfTheInput() {
        assertThat(longestSide(16, 640, 480)).isEqualTo(640);
        assertThat(longestSide(32, 640, 480)).isEqualTo(400);
        assertThat(longestSide(32, 480, 640)).isEqualTo(400);
        assertThat(longestSide(32, 1280, 720)).isEqualTo(640);
        assertThat(longestSide(50, 1280, 720)).isEqualTo(512);
        assertThat(longestSide(500, 1280, 720)).isEqualTo(64);
    }

    private static int longestSide(int minFaceSize, int width, int height) {
        return new DetectorOptions("default", 640, 0.65f, minFaceSize, Device.CPU, 1)
                .longestSide(width, height);
    }

    private static DetectorOptions options(String model) {
        return new DetectorOptions(model, 640, 0.65f, 16, Device.CPU, 1);
    }

    private static String name(Path file) {
        try (FaceDetector detector = FaceDetectors.open(options(file.toString()))) {
            return detector.name();
        }
    }

    /** A network that hands its input on under each of the names. */
    private static Path write(Path folder, List<String> outputs) throws Exception {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
        graph.addInput(OnnxGraphs.value("input", DataType.FLOAT, "batch", "3", "height", "width"));
        for (String output : outputs) {
            graph.addNode(
                    NodeProto.newBuilder()
                            .setOpType("Identity")
                            .addInput("input")
                            .addOutput(output));
            graph.addOutput(
                    OnnxGraphs.value(output, DataType.FLOAT, "batch", "3", "height", "width"));
        }
        return Files.write(
                folder.resolve("network.onnx"),
                OnnxGraphs.model(graph.build()).build().toByteArray());
    }
}
