package io.countenance.vision.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.FaceLandmarks;
import io.countenance.vision.geometry.Box;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaceQualityEstimatorTest {

    private static final int SIZE = 64;
    private static final Box LARGE = new Box(0, 0, 100, 120);

    private final FaceQualityEstimator estimator = new FaceQualityEstimator();

    @AfterEach
    void close() {
        estimator.close();
    }

    @Test
    void sharpnessIsTheVarianceOfTheLaplacian() {
        byte[] crop = noise(60);
        double[][] grey = new double[SIZE][SIZE];
        for (int i = 0; i < SIZE * SIZE; i++) {
            grey[i / SIZE][i % SIZE] = crop[i * 3] & 0xFF;
        }
        double sum = 0;
        double squares = 0;
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double value =
                        grey[mirror(y - 1)][x]
                                + grey[mirror(y + 1)][x]
                                + grey[y][mirror(x - 1)]
                                + grey[y][mirror(x + 1)]
                                - 4 * grey[y][x];
                sum += value;
                squares += value * value;
            }
        }
        double mean = sum / (SIZE * SIZE);
        double variance = squares / (SIZE * SIZE) - mean * mean;
        FaceQuality quality = estimator.estimate(crop, 0, SIZE, new DetectedFace(LARGE, 1, null));
        assertThat((double) quality.sharpness()).isCloseTo(variance, within(variance * 1e-4));
        assertThat((double) quality.score()).isCloseTo(variance / (variance + 100), within(1e-4));
    }

    @Test
    void flatCropIsWorthNothing() {
        FaceQuality quality =
                estimator.estimate(
                        new byte[SIZE * SIZE * 3], 0, SIZE, new DetectedFace(LARGE, 1, null));
        assertThat(quality.sharpness()).isZero();
        assertThat(quality.score()).isZero();
        assertThat(quality.yawDegrees()).isNaN();
        assertThat(quality.rollDegrees()).isNaN();
    }

    @Test
    void smallFaceIsWorthLess() {
        byte[] crop = noise(60);
        float large = estimator.estimate(crop, 0, SIZE, new DetectedFace(LARGE, 1, null)).score();
        FaceQuality small =
                estimator.estimate(crop, 0, SIZE, new DetectedFace(new Box(0, 0, 16, 20), 1, null));
        assertThat(small.sizePixels()).isEqualTo(16);
        assertThat(small.score()).isCloseTo(large / 4, within(1e-6f));
    }

    @Test
    void poseComesFromLandmarks() {
        FaceLandmarks frontal = new FaceLandmarks(30, 40, 70, 40, 50, 60, 35, 80, 65, 80);
        assertThat(pose(frontal).yawDegrees()).isZero();
        assertThat(pose(frontal).rollDegrees()).isZero();
        // Nose 0.6 eye distances to the right: tan(yaw) is 1.
        FaceLandmarks right = new FaceLandmarks(30, 40, 70, 40, 74, 60, 35, 80, 65, 80);
        assertThat(pose(right).yawDegrees()).isCloseTo(45, within(1e-4f));
        FaceLandmarks tilted = new FaceLandmarks(30, 40, 60, 70, 30, 70, 10, 70, 30, 95);
        assertThat(pose(tilted).rollDegrees()).isCloseTo(45, within(1e-4f));
        assertThat(pose(right).score())
                .isCloseTo(pose(frontal).score() * (float) Math.sqrt(0.5), within(1e-5f));
        assertThat(pose(tilted).score()).isLessThan(pose(frontal).score());
    }

    @Test
    void eyesInOnePlaceAreAProfile() {
        FaceQuality quality = pose(new FaceLandmarks(30, 40, 30, 40, 50, 60, 35, 80, 65, 80));
        assertThat(quality.yawDegrees()).isEqualTo(90);
        assertThat(quality.score()).isCloseTo(0, within(1e-6f));
    }

    private FaceQuality pose(FaceLandmarks landmarks) {
        return estimator.estimate(noise(60), 0, SIZE, new DetectedFace(LARGE, 1, landmarks));
    }

    /** Grey noise. */
    private static byte[] noise(int range) {
        Random random = new Random(3);
        byte[] crop = new byte[SIZE * SIZE * 3];
        for (int i = 0; i < SIZE * SIZE; i++) {
            byte value = (byte) (100 + random.nextInt(range));
            crop[i * 3] = value;
            crop[i * 3 + 1] = value;
            crop[i * 3 + 2] = value;
        }
        return crop;
    }

    /** OpenCV's default border: the picture mirrored at its edge pixel. */
    private static int mirror(int i) {
        return i < 0 ? -i : i >= SIZE ? 2 * SIZE - 2 - i : i;
    }
}
