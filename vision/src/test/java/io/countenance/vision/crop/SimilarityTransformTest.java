package io.countenance.vision.crop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SimilarityTransformTest {

    @Test
    void findsRotationScaleAndShift() {
        double angle = Math.toRadians(30);
        float[] from = {0, 0, 10, 0, 4, 7, 2, 12, 8, 12};
        float[] to = new float[10];
        for (int i = 0; i < 10; i += 2) {
            to[i] = (float) (2 * (Math.cos(angle) * from[i] - Math.sin(angle) * from[i + 1]) + 5);
            to[i + 1] =
                    (float) (2 * (Math.sin(angle) * from[i] + Math.cos(angle) * from[i + 1]) - 3);
        }
        SimilarityTransform found = SimilarityTransform.between(from, to);
        assertThat(found.scale()).isCloseTo(2, within(1e-5));
        assertThat(Math.atan2(found.b(), found.a())).isCloseTo(angle, within(1e-6));
        assertThat(found.shiftX()).isCloseTo(5, within(1e-4));
        assertThat(found.shiftY()).isCloseTo(-3, within(1e-4));
    }

    @Test
    void noOtherTransformComesCloser() {
        float[] from = {38, 52, 74, 51, 56, 72, 42, 92, 71, 92};
        float[] to = {30, 60, 70, 50, 61, 75, 49, 90, 80, 85};
        SimilarityTransform best = SimilarityTransform.between(from, to);
        double least = distance(best, from, to);
        for (double step : new double[] {-1e-3, 1e-3}) {
            assertThat(distance(moved(best, step, 0, 0, 0), from, to)).isGreaterThan(least);
            assertThat(distance(moved(best, 0, step, 0, 0), from, to)).isGreaterThan(least);
            assertThat(distance(moved(best, 0, 0, step * 100, 0), from, to)).isGreaterThan(least);
            assertThat(distance(moved(best, 0, 0, 0, step * 100), from, to)).isGreaterThan(least);
        }
    }

    @Test
    void refusesPointsInOnePlace() {
        assertThatThrownBy(() -> SimilarityTransform.between(new float[10], new float[10]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the face's landmarks are all in one place");
    }

    private static SimilarityTransform moved(
            SimilarityTransform from, double a, double b, double x, double y) {
        return new SimilarityTransform(
                from.a() + a, from.b() + b, from.shiftX() + x, from.shiftY() + y);
    }

    private static double distance(SimilarityTransform by, float[] from, float[] to) {
        double sum = 0;
        for (int i = 0; i < from.length; i += 2) {
            double x = by.a() * from[i] - by.b() * from[i + 1] + by.shiftX() - to[i];
            double y = by.b() * from[i] + by.a() * from[i + 1] + by.shiftY() - to[i + 1];
            sum += x * x + y * y;
        }
        return sum;
    }
}
