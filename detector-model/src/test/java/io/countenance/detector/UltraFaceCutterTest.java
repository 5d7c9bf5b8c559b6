package io.countenance.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UltraFaceCutterTest {

    private static final Path PUBLISHED =
            Path.of("target", "npm", "package", "model", "fr_detect.onnx");

    @Test
    void cutNetworkSaysTheSameAsThePublishedOne() throws Exception {
        byte[] published = published();
        float[] input = noise(3 * 240 * 320);
        Map<String, float[]> before = run(published, input, 1, 240, 320);
        Map<String, float[]> after = run(cut(published), input, 1, 240, 320);

        assertThat(after).containsOnlyKeys("scores", "loc");
        // Not bit for bit: with its shapes fixed, ONNX Runtime lays out the published one
        // otherwise.
        assertClose(after.get("scores"), before.get("scores"));
        assertClose(decode(after.get("loc"), 320, 240), before.get("boxes"));
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        float furthest = 0;
        for (int i = 0; i < actual.length; i++) {
            furthest = Math.max(furthest, Math.abs(actual[i] - expected[i]));
        }
        assertThat(furthest).isLessThan(1e-5f);
    }

    @Test
    void cutNetworkTakesAnySizeAndBatch() throws Exception {
        byte[] cut = cut(published());
        Map<String, float[]> odd = run(cut, noise(2 * 3 * 479 * 637), 2, 479, 637);
        int priors = 80 * 60 * 3 + 40 * 30 * 2 + 20 * 15 * 2 + 10 * 8 * 3;
        assertThat(odd.get("scores")).hasSize(2 * priors * 2);
        assertThat(odd.get("loc")).hasSize(2 * priors * 4);
    }

    @Test
    void refusesOtherNetworks() {
        ModelProto other =
                ModelProto.newBuilder()
                        .setGraph(
                                GraphProto.newBuilder()
                                        .addOutput(ValueInfoProto.newBuilder().setName("logits")))
                        .build();
        assertThatThrownBy(() -> UltraFaceCutter.cut(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no outputs 'scores' and 'boxes' but [logits]");
    }

    private static byte[] published() throws Exception {
        assumeThat(PUBLISHED).as("needs the detector's npm package").isRegularFile();
        return Files.readAllBytes(PUBLISHED);
    }

    private static byte[] cut(byte[] published) throws Exception {
        return UltraFaceCutter.cut(ModelProto.parseFrom(published)).toByteArray();
    }

    private static float[] noise(int size) {
        Random random = new Random(7);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    private static Map<String, float[]> run(
            byte[] model, float[] input, int batch, int height, int width) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, float[]> outputs = new HashMap<>();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor tensor =
                        OnnxTensor.createTensor(
                                environment,
                                FloatBuffer.wrap(input),
                                new long[] {batch, 3, height, width});
                OrtSession.Result result = session.run(Map.of("input", tensor))) {
            for (Map.Entry<String, OnnxValue> output : result) {
                outputs.put(
                        output.getKey(), ((OnnxTensor) output.getValue()).getFloatBuffer().array());
            }
        }
        return outputs;
    }

    /**
     * Corners relative to the input, computed anew by the published rule: priors end at the
     * picture.
     */
    private static float[] decode(float[] offsets, int width, int height) {
        int[] strides = {8, 16, 32, 64};
        int[][] sides = {{10, 16, 24}, {32, 48}, {64, 96}, {128, 192, 256}};
        float[] boxes = new float[offsets.length];
        int at = 0;
        for (int level = 0; level < 4; level++) {
            int columns = (int) Math.ceil(width / (double) strides[level]);
            int rows = (int) Math.ceil(height / (double) strides[level]);
            for (int cell = 0; cell < columns * rows; cell++) {
                for (int side : sides[level]) {
                    double centerX =
                            (cell % columns + 0.5) / columns
                                    + offsets[at] * 0.1 * side / width;
                    double centerY =
                            (cell / columns + 0.5) / rows
                                    + offsets[at + 1] * 0.1 * Math.min(1, side / (double) height);
                    double boxWidth = Math.exp(offsets[at + 2] * 0.2) * side / width;
                    double boxHeight =
                            Math.exp(offsets[at + 3] * 0.2) * Math.min(1, side / (double) height);
                    boxes[at] = (float) (centerX - boxWidth / 2);
                    boxes[at + 1] = (float) (centerY - boxHeight / 2);
                    boxes[at + 2] = (float) (centerX + boxWidth / 2);
                    boxes[at + 3] = (float) (centerY + boxHeight / 2);
                    at += 4;
                }
            }
        }
        return boxes;
    }
}
