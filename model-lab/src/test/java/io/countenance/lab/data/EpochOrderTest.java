package io.countenance.lab.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EpochOrderTest {

    @Test
    void naturalShowsEveryFaceOnce() {
        int[] order = EpochOrder.natural(50, new SplittableRandom(1));

        assertThat(order).isNotEqualTo(EpochOrder.ordered(50));
        assertThat(order).containsExactlyInAnyOrder(EpochOrder.ordered(50));
    }

    @Test
    void balancedShowsEveryExpressionEquallyOften() {
        FaceSet faces = faces(60, 27, 3);
        int[] order = EpochOrder.balanced(faces, new SplittableRandom(1));

        assertThat(order).hasSize(90);
        int[] shown = new int[90];
        Arrays.stream(order).forEach(face -> shown[face]++);
        assertThat(Arrays.stream(shown, 0, 60).sum()).isEqualTo(30);
        assertThat(Arrays.stream(shown, 60, 87).sum()).isEqualTo(30);
        assertThat(Arrays.stream(shown, 0, 60).max()).hasValue(1);
        assertThat(Arrays.copyOfRange(shown, 60, 87)).containsOnly(1, 2);
        assertThat(Arrays.copyOfRange(shown, 87, 90)).containsExactly(10, 10, 10);
    }

    /** Labels that no face has take no place; every second face has no majority. */
    private static FaceSet faces(int... counts) {
        List<LabelledFace> faces = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            for (int i = 0; i < counts[label]; i++) {
                float[] distribution = new float[8];
                distribution[label] = 0.6f;
                distribution[7] = 0.4f;
                Picture picture = new Picture(1, 1, Colour.LUMINANCE, new byte[1]);
                faces.add(
                        new LabelledFace(
                                label + "/" + i,
                                picture,
                                distribution,
                                i % 2 == 0 ? label : -1,
                                false));
            }
        }
        return new FaceSet(FerPlus.LABELS, faces, List.of());
    }
}
