package io.countenance.vision.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countenance.vision.crop.CropPolicy;
import io.countenance.vision.inference.Device;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds of the model that ships. */
class DefaultModelTest {

    private static final int FACES = 37;

    private static ExpressionModel model;
    private static int item;
    private static byte[] faces;

    @BeforeAll
    static void open() {
        model = ExpressionModel.open(new ExpressionModelOptions("default", Device.CPU, 1, 16));
        item = model.contract().inputSize() * model.contract().inputSize() * 3;
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

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void contractIsThatOfTheFile() {
        ModelContract contract = model.contract();

        assertThat(contract.modelId()).matches("expression-model@[0-9a-f]{12}");
        assertThat(contract.labels()).contains("neutral", "happiness").doesNotHaveDuplicates();
        assertThat(contract.cropPolicy()).isInstanceOf(CropPolicy.class);
        assertThat(ExpressionModel.readContract(ExpressionModelOptions.defaults()))
                .isEqualTo(contract);
    }

    @Test
    void faceHasTheSameBitsAloneAndInAnyCompany() {
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
            assertThat(
                            model.classify(
                                            Arrays.copyOfRange(
                                                    faces, face * item, (face + 1) * item),
                                            1)[0])
                    .isEqualTo(together[face]);
        }
        for (int count = 2; count <= 17; count++) {
            int from = count;
            float[][] rows =
                    model.classify(
                            Arrays.copyOfRange(faces, from * item, (from + count) * item), count);
            for (int i = 0; i < count; i++) {
                assertThat(rows[i]).isEqualTo(together[from + i]);
            }
        }
    }

    @Test
    void threadsInsideACallDoNotShowInTheResult() {
        float[][] expected = model.classify(faces, FACES);
        try (ExpressionModel threaded =
                ExpressionModel.open(new ExpressionModelOptions("default", Device.CPU, 2, 32))) {
            assertThat(threaded.classify(faces, FACES)).isDeepEqualTo(expected);
        }
    }
}
