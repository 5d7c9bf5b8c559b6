package io.countenance.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.LabelledFace;
import io.countenance.lab.data.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityBinsTest {

    @Test
    void sortsByConfidenceAndWeighsByFaces() {
        ReliabilityBins bins =
                ReliabilityBins.of(
                        List.of(face(0), face(1), face(0), face(-1)),
                        new float[][] {{0.9f, 0.1f}, {0.88f, 0.12f}, {0.55f, 0.45f}, {1, 0}});

        // 0.88 and 0.9 lie in (13/15, 14/15], 0.55 in (8/15, 9/15]
        assertThat(bins.bins()).hasSize(15);
        ReliabilityBins.Bin sure = bins.bins().get(13);
        assertThat(sure.faces()).isEqualTo(2);
        assertThat(sure.confidence()).isCloseTo(0.89, within(1e-6));
        assertThat(sure.accuracy()).isEqualTo(0.5);
        assertThat(bins.bins().get(8).faces()).isEqualTo(1);
        double expected = (2 * (0.89 - 0.5) + 1 * (1 - 0.55)) / 3;
        assertThat(bins.expectedCalibrationError()).isCloseTo(expected, within(1e-6));
    }

    @Test
    void probabilitiesOfZeroAndOneHaveTheirBins() {
        ReliabilityBins bins =
                ReliabilityBins.of(List.of(face(0), face(0)), new float[][] {{1, 0}, {0, 0}});

        assertThat(bins.bins().get(14).faces()).isEqualTo(1);
        assertThat(bins.bins().get(0).faces()).isEqualTo(1);
        assertThat(bins.expectedCalibrationError()).isCloseTo(0.5, within(1e-9));
    }

    private static LabelledFace face(int majority) {
        return new LabelledFace(
                "face",
                new Picture(1, 1, Colour.LUMINANCE, new byte[1]),
                new float[2],
                majority,
                false,
                -1);
    }
}
