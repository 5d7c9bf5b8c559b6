package io.countenance.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countenance.schemas.hostile.LastInput;
import io.countenance.vision.crop.FaceCropper;
import io.countenance.vision.crop.SquareCrop;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.inference.Device;
import io.countenance.vision.inference.OnnxGraphs;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a detector whose faces can be cut out, or are refused, or fail with a message. */
class DetectorModelFuzzTest {

    private static final int SIDE = 16;
    private static final int CROP = 8;
    private static final DetectorOptions OPTIONS =
            new DetectorOptions("fuzzed.onnx", 64, 0.65f, 1, Device.CPU, 1);
    private static final LastInput LAST = new LastInput(DetectorModelFuzzTest.class);

    /** Detectors of each family that find a face in every place of a picture of 16 x 16 px. */
    private static Stream<Arguments> seeds() {
        Network ultraFace = new Network().output("scores", 19, 2).output("loc", 19, 4);
        Network published = new Network().output("scores", 2, 2).output("boxes", 2, 4);
        Network yunet = new Network();
        Network scrfd = new Network();
        for (int stride : List.of(8, 16, 32)) {
            int cells = 32 / stride * (32 / stride);
            yunet.output("cls_" + stride, cells, 1)
                    .output("obj_" + stride, cells, 1)
                    .output("bbox_" + stride, cells, 4)
                    .output("kps_" + stride, cells, 10);
            scrfd.output("score_" + stride, 2 * cells, 1)
                    .output("bbox_" + stride, 2 * cells, 4)
                    .output("kps_" + stride, 2 * cells, 10);
        }
        return Stream.of(
                Arguments.of(Named.of("ultraface", ultraFace.file())),
                Arguments.of(Named.of("ultraface as published", published.file())),
                Arguments.of(Named.of("yunet", yunet.file())),
                Arguments.of(Named.of("scrfd", scrfd.file())));
    }

    /** A network that gives the same values for every picture, 0.9 and 0.1 in turn. */
    private static final class Network {

        private final GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .setName("test")
                        .addInput(
                                OnnxGraphs.value(
                                        "input", TensorProto.DataType.FLOAT, "1", "3", "h", "w"));

        Network output(String name, int places, int values) {
            TensorProto.Builder tensor =
                    TensorProto.newBuilder()
                            .setName(name + "_values")
                            .setDataType(TensorProto.DataType.FLOAT.getNumber())
                            .addDims(1)
                            .addDims(places)
                            .addDims(values);
            for (int i = 0; i < places * values; i++) {
                tensor.addFloatData(values == 1 || i % 2 == 1 ? 0.9f : 0.1f);
            }
            graph.addInitializer(tensor)
                    .addNode(
                            NodeProto.newBuilder()
                                    .setOpType("Identity")
                                    .addInput(name + "_values")
                                    .addOutput(name))
                    .addOutput(
                            OnnxGraphs.value(
                                    name,
                                    TensorProto.DataType.FLOAT,
                                    "1",
                                    "" + places,
                                    "" + values));
            return this;
        }

        byte[] file() {
            return OnnxGraphs.model(graph.build()).build().toByteArray();
        }
    }

    @Timeout(20)
    @MethodSource("seeds")
    @FuzzTest
    void detectorsFindFacesOrAreRefused(byte[] model) {
        LAST.keep(model);
        FaceDetector opened;
        try {
            opened = OnnxFaceDetector.open(model, OPTIONS.model(), OPTIONS, 1);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).contains(OPTIONS.model());
            return;
        }
        try (FaceDetector detector = opened;
                DecodedImage image =
                        new DecodedImage(new Mat(SIDE, SIDE, opencv_core.CV_8UC3, Scalar.all(90)));
                FaceCropper cropper = new FaceCropper(new SquareCrop(0.25f, 0), CROP)) {
            for (int call = 0; call < 2; call++) {
                for (DetectedFace face : detector.detect(List.of(image)).get(0)) {
                    assertThat(face.score()).isFinite();
                    cropper.crop(image, face, new byte[CROP * CROP * 3], 0);
                }
            }
        } catch (IllegalStateException e) {
            assertThat(e.getMessage()).contains(OPTIONS.model());
        }
    }
}
