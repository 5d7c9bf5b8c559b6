package io.countenance.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.vision.geometry.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class NonMaximumSuppressionTest {

    private final NonMaximumSuppression suppression = NonMaximumSuppression.STANDARD;

    @Test
    void keepsTheStrongestOfOverlappingBoxes() {
        DetectedFace weak = face(0, 0, 10, 10, 0.7f);
        DetectedFace strong = face(2, 0, 10, 10, 0.9f);
        // 80 px shared of 120: an overlap of 0.67.
        assertThat(suppression.apply(List.of(weak, strong))).containsExactly(strong);
    }

    @Test
    void keepsNeighbours() {
        DetectedFace left = face(0, 0, 10, 10, 0.7f);
        DetectedFace right = face(5, 0, 10, 10, 0.9f);
        // 50 px shared of 150: an overlap of 0.33.
        assertThat(suppression.apply(List.of(left, right))).containsExactly(right, left);
    }

    @Test
    void dropsSmallBoxInsideStrongerOne() {
        DetectedFace head = face(0, 0, 40, 40, 0.9f);
        DetectedFace mouth = face(10, 20, 10, 10, 0.8f);
        assertThat(suppression.apply(List.of(mouth, head))).containsExactly(head);
    }

    @Test
    void keepsSmallBoxThatIsStronger() {
        DetectedFace head = face(0, 0, 40, 40, 0.7f);
        DetectedFace small = face(10, 20, 10, 10, 0.8f);
        assertThat(suppression.apply(List.of(head, small))).containsExactly(small, head);
    }

    @Test
    void droppedBoxDropsNoOther() {
        DetectedFace first = face(0, 0, 10, 10, 0.9f);
        DetectedFace second = face(3, 0, 10, 10, 0.8f);
        DetectedFace third = face(6, 0, 10, 10, 0.7f);
        assertThat(suppression.apply(List.of(third, second, first))).containsExactly(first, third);
    }

    @Test
    void takesNothing() {
        assertThat(suppression.apply(List.of())).isEmpty();
    }

    private static DetectedFace face(float x, float y, float width, float height, float score) {
        return new DetectedFace(new Box(x, y, width, height), score, null);
    }
}
