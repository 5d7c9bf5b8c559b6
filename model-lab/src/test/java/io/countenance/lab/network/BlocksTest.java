package io.countenance.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import io.countenance.lab.data.Colour;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The blocks against calculations in plain loops. */
class BlocksTest {

    private NDManager manager;
    private final Random random = new Random(5);

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager("PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void channelShuffleInterleavesTheBranches() {
        NDArray first = manager.arange(24f).reshape(2, 3, 2, 2);
        NDArray second = first.add(100);

        NDArray joined = ChannelShuffle.join(first, second);

        assertThat(joined.getShape()).isEqualTo(new Shape(2, 6, 2, 2));
        for (int n = 0; n < 2; n++) {
            for (int c = 0; c < 6; c++) {
                for (int i = 0; i < 4; i++) {
                    float expected = (n * 3 + c / 2) * 4 + i + (c % 2 == 0 ? 0 : 100);
                    assertThat(joined.getFloat(n, c, i / 2, i % 2)).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void mishIsXTimesTanhOfSoftplus() {
        float[] points = {-40, -5, -1, -0.1f, 0, 0.1f, 1, 5, 40};

        float[] actual = ActivationFunction.MISH.apply(manager.create(points)).toFloatArray();

        for (int i = 0; i < points.length; i++) {
            double expected = points[i] * Math.tanh(Math.log1p(Math.exp(points[i])));
            assertThat((double) actual[i]).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void relu6CutsAtZeroAndSix() {
        NDArray points = manager.create(new float[] {-3, 0, 2.5f, 6, 7});

        assertThat(ActivationFunction.RELU6.apply(points).toFloatArray())
                .containsExactly(0, 0, 2.5f, 6, 6);
    }

    @ParameterizedTest
    @CsvSource({"4, 8, 4, 2", "4, 4, 4, 1", "6, 4, 1, 1", "6, 6, 2, 2"})
    void convolutionNormAndItsFoldedFormMatchLoops(
            int channels, int filters, int groups, int stride) {
        ConvolutionNorm block =
                new ConvolutionNorm(
                        new ConvolutionShape(filters, 3, stride, 1, groups),
                        ActivationFunction.NONE);
        NDArray input = gaussian(2, channels, 6, 6);
        block.initialize(manager, DataType.FLOAT32, input.getShape());
        for (Pair<String, Parameter> parameter : block.getParameters()) {
            NDArray array = parameter.getValue().getArray();
            float[] values = new float[(int) array.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = 0.5f + random.nextFloat();
            }
            array.set(values);
        }

        NDArray actual =
                block.forward(new ParameterStore(manager, false), new NDList(input), false)
                        .singletonOrThrow();

        FoldedConvolution folded = block.fold();
        int perGroup = channels / groups;
        for (int n = 0; n < 2; n++) {
            for (int f = 0; f < filters; f++) {
                for (int y = 0; y < 6 / stride; y++) {
                    for (int x = 0; x < 6 / stride; x++) {
                        double sum = folded.bias()[f];
                        for (int c = 0; c < perGroup; c++) {
                            for (int t = 0; t < 9; t++) {
                                int v = y * stride + t / 3 - 1;
                                int u = x * stride + t % 3 - 1;
                                if (v >= 0 && v < 6 && u >= 0 && u < 6) {
                                    int source = f / (filters / groups) * perGroup + c;
                                    sum +=
                                            folded.weights()[(f * perGroup + c) * 9 + t]
                                                    * input.getFloat(n, source, v, u);
                                }
                            }
                        }
                        assertThat((double) actual.getFloat(n, f, y, x))
                                .isCloseTo(sum, within(1e-4));
                    }
                }
            }
        }
    }

    @Test
    void foldingIsScaleAndShift() {
        FoldedConvolution folded =
                FoldedConvolution.of(
                        new float[] {1, -2},
                        new float[] {3, 1},
                        new float[] {0.5f, 0},
                        new float[] {2, -1},
                        new float[] {0.75f, 3.75f},
                        0.25);

        // 3 / √(0.75 + 0.25) = 3; 1 / √(3.75 + 0.25) = 0.5
        assertThat(folded.weights()).containsExactly(3, -1);
        assertThat(folded.bias()).containsExactly(0.5f - 2 * 3, 0.5f);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2, 1, 1",
        "3, 1, 1, 0",
        "4, 2, 1, 0",
        "5, 3, 1, 0",
        "7, 3, 2, 0",
        "16, 6, 5, 0"
    })
    void poolingEndsAtThreeByThree(int side, int kernel, int stride, int padding) {
        FixedPooling pooling = FixedPooling.toThreeByThree(side);

        assertThat(pooling).isEqualTo(new FixedPooling(kernel, stride, padding));
        assertThat((side + 2 * padding - kernel) / stride + 1).isEqualTo(3);
    }

    @Test
    void aMapOfOnePixelIsTooSmallForTheOutputModule() {
        assertThatThrownBy(() -> FixedPooling.toThreeByThree(1))
                .hasMessageContaining("needs a final map of 2x2 or more, not 1x1");
    }

    @Test
    void eachQuadrantOfTheResidualSeesItsOwnPart() {
        PartitionedResidual residual = new PartitionedResidual(2, 4);
        residual.initialize(manager, DataType.FLOAT32, new Shape(1, 2, 8, 8));
        ParameterStore parameters = new ParameterStore(manager, false);
        float[] values = new float[128];
        NDArray still = manager.create(values, new Shape(1, 2, 8, 8));
        for (int c = 0; c < 2; c++) {
            for (int y = 4; y < 8; y++) {
                for (int x = 0; x < 4; x++) {
                    values[c * 64 + y * 8 + x] = 1 + x + y;
                }
            }
        }
        NDArray changed = manager.create(values, new Shape(1, 2, 8, 8));

        NDArray difference =
                residual.forward(parameters, changed, false)
                        .sub(residual.forward(parameters, still, false))
                        .abs();

        assertThat(difference.getShape()).isEqualTo(new Shape(1, 4, 4, 4));
        assertThat(difference.get(":, :, 2:4, 0:2").sum().getFloat()).isPositive();
        for (String other : List.of(":, :, 0:2, 0:2", ":, :, 0:2, 2:4", ":, :, 2:4, 2:4")) {
            assertThat(difference.get(other).sum().getFloat()).as(other).isZero();
        }
    }

    @Test
    void colourBecomesNormalisedLuminanceInAllChannels() {
        byte[] rgb = {(byte) 200, 100, 50, 0, 0, 0, (byte) 255, (byte) 255, (byte) 255, 10, 20, 30};

        NDArray input = NetworkInput.ofRgb(manager, rgb, 1, 2, Colour.LUMINANCE);

        assertThat(input.getShape()).isEqualTo(new Shape(1, 3, 2, 2));
        for (int c = 0; c < 3; c++) {
            assertThat(input.getFloat(0, c, 0, 0))
                    .isCloseTo(
                            (0.299f * 200 + 0.587f * 100 + 0.114f * 50 - 128) / 64, within(1e-5f));
            assertThat(input.getFloat(0, c, 0, 1)).isEqualTo(-2);
            assertThat(input.getFloat(0, c, 1, 0)).isCloseTo(127 / 64f, within(1e-5f));
        }
    }

    @Test
    void redGreenAndBlueAreNormalisedEachByItsOwn() {
        byte[] rgb = {(byte) 200, 100, 50, 0, 0, 0, (byte) 255, (byte) 255, (byte) 255, 10, 20, 30};

        NDArray input = NetworkInput.of(manager, rgb, 1, 2, Colour.RGB);

        assertThat(input.getShape()).isEqualTo(new Shape(1, 3, 2, 2));
        assertThat(input.getFloat(0, 0, 0, 0)).isCloseTo((200 - 123.675f) / 58.395f, within(1e-5f));
        assertThat(input.getFloat(0, 1, 0, 0)).isCloseTo((100 - 116.28f) / 57.12f, within(1e-5f));
        assertThat(input.getFloat(0, 2, 0, 0)).isCloseTo((50 - 103.53f) / 57.375f, within(1e-5f));
        assertThat(input.getFloat(0, 2, 1, 1)).isCloseTo((30 - 103.53f) / 57.375f, within(1e-5f));
    }

    private NDArray gaussian(long... shape) {
        Shape size = new Shape(shape);
        float[] values = new float[(int) size.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, size);
    }
}
