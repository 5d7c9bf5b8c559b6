package io.countenance.vision.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.countenance.vision.inference.Device;
import io.countenance.vision.inference.OnnxGraphs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceEmbedderTest {

    private static final int BYTES = 112 * 112 * 3;

    @TempDir private Path folder;

    private static EmbeddingOptions options(String model) {
        return new EmbeddingOptions(model, Device.CPU, 1, 4, Duration.ofMillis(500), 0.3f);
    }

    private static byte[] noise(int faces) {
        byte[] crops = new byte[faces * BYTES];
        new Random(8).nextBytes(crops);
        return crops;
    }

    @Test
    void defaultGivesAFaceTheSameVectorInAnyCompany() {
        assumeThat(FaceEmbedder.isDefaultPresent())
                .as("needs the network that the build fetches with npm")
                .isTrue();
        byte[] crops = noise(5);
        try (FaceEmbedder embedder = FaceEmbedder.open(options("default"))) {
            float[][] together = embedder.embed(crops, 5);

            assertThat(together).hasDimensions(5, 512);
            for (int i = 0; i < 5; i++) {
                byte[] one = Arrays.copyOfRange(crops, i * BYTES, (i + 1) * BYTES);
                assertThat(embedder.embed(one, 1)[0]).isEqualTo(together[i]);
                assertThat(length(together[i])).isEqualTo(1, within(1e-6));
            }
            assertThat(embedder.embed(new byte[0], 0)).isEmpty();
            assertThatThrownBy(() -> embedder.embed(new byte[BYTES], 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 faces take 75264 bytes, not 37632");
        }
    }

    @Test
    void ownModelOfTheContractIsTaken() throws Exception {
        Path file = write("own.onnx", DataType.UINT8, "embedding", "", "Cast");
        try (FaceEmbedder embedder = FaceEmbedder.open(options(file.toString()))) {
            float[] vector = embedder.embed(noise(1), 1)[0];

            assertThat(vector).hasSize(3);
            assertThat(length(vector)).isEqualTo(1, within(1e-6));
        }
    }

    @Test
    void vectorThatPointsNowhereIsNone() throws Exception {
        byte[] crops = noise(3);
        Arrays.fill(crops, BYTES, 2 * BYTES, (byte) 0);
        Path means = write("means.onnx", DataType.UINT8, "embedding", "", "Cast");
        try (FaceEmbedder embedder = FaceEmbedder.open(options(means.toString()))) {
            float[][] vectors = embedder.embed(crops, 3);

            assertThat(vectors[1]).as("all zeros").isNull();
            assertThat(length(vectors[0])).isEqualTo(1, within(1e-6));
            assertThat(length(vectors[2])).isEqualTo(1, within(1e-6));
        }
        Path model =
                Files.write(folder.resolve("nan.onnx"), OnnxGraphs.constantEmbedding(1, Float.NaN));
        try (FaceEmbedder embedder = FaceEmbedder.open(options(model.toString()))) {
            assertThat((Object[]) embedder.embed(crops, 3)).hasSize(3).containsOnlyNulls();
        }
        Path infinite =
                Files.write(
                        folder.resolve("infinite.onnx"),
                        OnnxGraphs.constantEmbedding(1, Float.POSITIVE_INFINITY));
        try (FaceEmbedder embedder = FaceEmbedder.open(options(infinite.toString()))) {
            assertThat((Object[]) embedder.embed(crops, 3)).hasSize(3).containsOnlyNulls();
        }
    }

    @Test
    void modelsThatAreNoneAreNamedWithTheRule() throws Exception {
        refused("no/such.onnx", "'no/such.onnx' cannot be used: there is no such file");
        Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
        refused(text.toString(), "it is no ONNX file, or not a whole one");
        refused(
                write("floats.onnx", DataType.FLOAT, "embedding", "", "Cast").toString(),
                "one input 'faces', uint8 [N, 112, 112, 3] with any N");
        refused(
                write("logits.onnx", DataType.UINT8, "logits", "", "Cast").toString(),
                "an output 'embedding', float32 [N, D]");
    }

    @Test
    void modelThatCouldReadOtherFilesIsRefused() throws Exception {
        refused(
                write("foreign.onnx", DataType.UINT8, "embedding", "com.microsoft", "EPContext")
                        .toString(),
                "it uses the operator 'EPContext' of the domain 'com.microsoft'");
    }

    private static void refused(String model, String message) {
        assertThatThrownBy(() -> FaceEmbedder.open(options(model)).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private Path write(String name, DataType input, String output, String domain, String operator)
            throws Exception {
        return Files.write(
                folder.resolve(name), OnnxGraphs.colourMeans(input, output, domain, operator));
    }

    private static double length(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
