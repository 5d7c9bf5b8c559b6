package io.countenance.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EmbeddingConverterTest {

    private static final Path PUBLISHED =
            Path.of("target", "npm", "package", "model", "fr_feature.onnx");
    private static final int PIXELS = 112 * 112;

    @Test
    void convertedNetworkSaysTheSameAsThePublishedOne() throws Exception {
        assumeThat(PUBLISHED).as("needs the detector's npm package").isRegularFile();
        byte[] published = Files.readAllBytes(PUBLISHED);
        byte[] converted =
                EmbeddingConverter.convert(ModelProto.parseFrom(published)).toByteArray();
        byte[] faces = new byte[2 * PIXELS * 3];
        new Random(3).nextBytes(faces);

        float[][] actual = embed(converted, faces);

        assertThat(actual).hasDimensions(2, 512);
        for (int face = 0; face < 2; face++) {
            float[] expected = embedPublished(published, faces, face);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[face][i]).isEqualTo(expected[i], within(1e-3f));
            }
        }
    }

    @Test
    void refusesOtherNetworks() {
        ModelProto other =
                ModelProto.newBuilder()
                        .setGraph(
                                GraphProto.newBuilder()
                                        .addNode(NodeProto.newBuilder().setOpType("Softmax")))
                        .build();

        assertThatThrownBy(() -> EmbeddingConverter.convert(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it ends with Softmax");
    }

    private static float[][] embed(byte[] model, byte[] faces) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor tensor =
                        OnnxTensor.createTensor(
                                environment,
                                ByteBuffer.wrap(faces),
                                new long[] {2, 112, 112, 3},
                                OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("faces", tensor))) {
            return (float[][]) result.get("embedding").orElseThrow().getValue();
        }
    }

    /** As the package's own code feeds it. */
    private static float[] embedPublished(byte[] model, byte[] faces, int face) throws Exception {
        FloatBuffer input = FloatBuffer.allocate(3 * PIXELS);
        for (int channel = 0; channel < 3; channel++) {
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                int value = faces[face * PIXELS * 3 + pixel * 3 + channel] & 255;
                input.put((value - 127) / 128f);
            }
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor tensor =
                        OnnxTensor.createTensor(
                                environment, input.flip(), new long[] {1, 3, 112, 112});
                OrtSession.Result result = session.run(Map.of("input", tensor))) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }
}
