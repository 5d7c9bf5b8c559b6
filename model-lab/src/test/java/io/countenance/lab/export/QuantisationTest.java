package io.countenance.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantisationTest {

    @Test
    void zeroIsExactInEveryRange() {
        assertThat(ValueRange.holding(0.5, 2)).isEqualTo(new ValueRange(0, 2));
        assertThat(ValueRange.holding(-3, -1)).isEqualTo(new ValueRange(-3, 0));
        assertThat(new ValueRange(-2, 1.984375f).scale()).isEqualTo(1 / 64f);
        assertThat(new ValueRange(-2, 1.984375f).zeroPoint()).isEqualTo(128);
        assertThat(new ValueRange(0, 6).zeroPoint()).isZero();
        assertThat(new ValueRange(0, 0).scale()).isEqualTo(1);
    }

    @Test
    void rangesLeaveOutAShareOfBothEnds() {
        float[] values = new float[100_000];
        Random random = new Random(2);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        ValueHistogram histogram = new ValueHistogram();
        for (int half = 0; half < 2; half++) {
            histogram.widen(FloatBuffer.wrap(values, 50_000 * half, 50_000));
        }
        histogram.count(FloatBuffer.wrap(values));
        float[] sorted = values.clone();
        Arrays.sort(sorted);

        ValueRange all = histogram.without(0);
        assertThat(all.min()).isCloseTo(sorted[0], within(1e-5f));
        assertThat(all.max()).isCloseTo(sorted[99_999], within(1e-5f));
        ValueRange clipped = histogram.without(0.001);
        assertThat(clipped.min()).isCloseTo(sorted[100], within(0.01f));
        assertThat(clipped.max()).isCloseTo(sorted[99_899], within(0.01f));
    }

    @Test
    void aConstantValueHasARangeFromZero() {
        ValueHistogram histogram = new ValueHistogram();
        histogram.widen(FloatBuffer.wrap(new float[] {3, 3}));
        histogram.count(FloatBuffer.wrap(new float[] {3, 3}));
        assertThat(histogram.without(1e-5)).isEqualTo(new ValueRange(0, 3));
    }

    @Test
    void weightsHaveAScaleForEachFilter() {
        QuantisedWeights weights =
                QuantisedWeights.of(
                        tensor(new float[] {1.27f, -0.641f, 0.01f, 0, 0, 0}, 2, 3, 1, 1),
                        tensor(new float[] {0.5f, -2}, 2),
                        1,
                        0.1f);

        assertThat(weights.weights()).containsExactly(127, -64, 1, 0, 0, 0);
        assertThat(weights.scales()).containsExactly(new float[] {0.01f, 1}, within(1e-8f));
        assertThat(weights.biasScales()).containsExactly(new float[] {0.001f, 0.1f}, within(1e-8f));
        assertThat(weights.bias()).containsExactly(500, -20);
        assertThat(weights.groups()).isEqualTo(1);
    }

    @Test
    void severalFiltersAGroupBecomeADenseConvolution() {
        QuantisedWeights weights =
                QuantisedWeights.of(
                        tensor(new float[] {1, 2, 3, 4}, 4, 1, 1, 1),
                        tensor(new float[4], 4),
                        2,
                        1);

        assertThat(weights.shape()).containsExactly(4, 2, 1, 1);
        assertThat(weights.groups()).isEqualTo(1);
        assertThat(weights.weights()).containsExactly(127, 0, 127, 0, 0, 127, 0, 127);
    }

    @Test
    void depthwiseConvolutionsStayDepthwise() {
        QuantisedWeights weights =
                QuantisedWeights.of(
                        tensor(new float[] {1, 2}, 2, 1, 1, 1), tensor(new float[2], 2), 2, 1);

        assertThat(weights.shape()).containsExactly(2, 1, 1, 1);
        assertThat(weights.groups()).isEqualTo(2);
    }

    private static TensorProto tensor(float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setDataType(TensorProto.DataType.FLOAT.getNumber())
                        .setRawData(ByteString.copyFrom(bytes));
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor.build();
    }
}
