package io.countenance.vision.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.geometry.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionCountsTest {

    @Test
    void countsFoundMissedAndWrong() {
        DetectionCounts counts =
                match(
                        List.of(found(0, 0), found(200, 0)),
                        List.of(marked(0, 0, false), marked(50, 50, false)));
        assertThat(counts).isEqualTo(new DetectionCounts(1, 1, 1));
        assertThat(counts.recall()).isEqualTo(0.5);
        assertThat(counts.precision()).isEqualTo(0.5);
    }

    @Test
    void secondDetectionOfAFaceIsWrong() {
        assertThat(match(List.of(found(0, 0), found(1, 1)), List.of(marked(0, 0, false))))
                .isEqualTo(new DetectionCounts(1, 0, 1));
    }

    @Test
    void ignoredFaceIsNeitherMissedNorWrong() {
        List<TruthFace> truth = List.of(marked(0, 0, true), marked(100, 0, true));
        assertThat(match(List.of(found(0, 0)), truth)).isEqualTo(DetectionCounts.NONE);
    }

    @Test
    void takesTheFaceThatOverlapsMost() {
        List<TruthFace> truth = List.of(marked(4, 0, false), marked(0, 0, false));
        assertThat(match(List.of(found(0, 0), found(5, 0)), truth))
                .isEqualTo(new DetectionCounts(2, 0, 0));
    }

    @Test
    void sharesOfNothingAreUndefined() {
        assertThat(DetectionCounts.NONE.recall()).isNaN();
        assertThat(DetectionCounts.NONE.precision()).isNaN();
    }

    private static DetectionCounts match(List<DetectedFace> found, List<TruthFace> truth) {
        return DetectionCounts.match(found, truth, 0.35f);
    }

    private static DetectedFace found(float x, float y) {
        return new DetectedFace(new Box(x, y, 20, 20), 0.9f, null);
    }

    private static TruthFace marked(float x, float y, boolean ignore) {
        return new TruthFace("a.jpg", new Box(x, y, 20, 20), "s", ignore, 1);
    }
}
