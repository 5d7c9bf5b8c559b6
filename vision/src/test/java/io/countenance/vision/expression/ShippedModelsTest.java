package io.countenance.vision.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.countenance.vision.crop.CropPolicy;
import io.countenance.vision.inference.Device;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of the models that ship. */
class ShippedModelsTest {

    private static final int FACES = 37;

    private static int item;
    private static byte[] faces;

    @BeforeAll
    static void drawFaces() {
        int size = ExpressionModel.readContract(ExpressionModelOptions.defaults()).inputSize();
        item = size * size * 3;
        faces = new byte[FACES * item];
        Random random = new Random(1);
        for (int face = 0; face < FACES; face++) {
            // blobs rather than noise, so that the network has something to tell apart
            int shift = random.nextInt(255);
            int period = 20 + random.nextInt(3000);
            for (int i = 0; i < item; i++) {
                double wave =
                        Math.sin(2 * Math.PI * i / period) + Math.sin(i * 0.0021 * (face + 1));
                faces[face * item + i] = (byte) (shift / 2 + 60 + 50 * wave + random.nextInt(10));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"default, expression-model", "int8, expression-model-int8"})
    void contractIsThatOfTheFile(String shipped, String name) {
        try (ExpressionModel model = open(shipped, 1, 16)) {
            ModelContract contract = model.contract();

            assertThat(contract.modelId()).matches(name + "@[0-9a-f]{12}");
            assertThat(contract.labels()).contains("neutral", "happiness").doesNotHaveDuplicates();
            assertThat(contract.cropPolicy()).isInstanceOf(CropPolicy.class);
            assertThat(
                            ExpressionModel.readContract(
                                    new ExpressionModelOptions(shipped, Device.CPU, 1, 1)))
                    .isEqualTo(contract);
        }
    }

    @Test
    void eightBitModelWasMadeOfTheDefaultOne() throws Exception {
        try (SessionOptions options = new SessionOptions();
                OrtSession session =
                        OrtEnvironment.getEnvironment()
                                .createSession(ModelFile.read("int8").bytes(), options)) {
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsEntry(
                            "countenance.converted-from", ModelFile.read("default").modelId());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "int8"})
    void faceHasTheSameBitsAloneAndInAnyCompany(String shipped) {
        try (ExpressionModel model = open(shipped, 1, 16)) {
            float[][] together = model.classify(faces, FACES);
            assertThat(Arrays.stream(together).map(Arrays::toString).distinct())
                    .hasSizeGreaterThan(FACES / 2);
            for (float[] row : together) {
                double sum = 0;
                for (float probability : row) {
                    sum += probability;
                }
                assertThat(sum).isCloseTo(1, within(1e-5));
            }
            for (int face = 0; face < FACES; face++) {
                assertThat(model.classify(part(face, 1), 1)[0]).isEqualTo(together[face]);
            }
            for (int count = 2; count <= 17; count++) {
                float[][] rows = model.classify(part(count, count), count);
                for (int i = 0; i < count; i++) {
                    assertThat(rows[i]).isEqualTo(together[count + i]);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "int8"})
    void threadsInsideACallDoNotShowInTheResult(String shipped) {
        try (ExpressionModel model = open(shipped, 1, 16);
                ExpressionModel threaded = open(shipped, 2, 32)) {
            assertThat(threaded.classify(faces, FACES)).isDeepEqualTo(model.classify(faces, FACES));
        }
    }

    private static ExpressionModel open(String model, int threads, int maxBatch) {
        return ExpressionModel.open(
                new ExpressionModelOptions(model, Device.CPU, threads, maxBatch));
    }

    private static byte[] part(int first, int count) {
        return Arrays.copyOfRange(faces, first * item, (first + count) * item);
    }
}
