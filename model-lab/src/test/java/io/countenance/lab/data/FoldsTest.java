package io.countenance.lab.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.lab.DrawnFaces;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldsTest {

    @Test
    void foldsAreEqualInSizeAndExpressionsAndCoverTheSplit() throws Exception {
        FaceSet faces = distinct(90);
        Folds folds = Folds.of(faces, 3, 7);

        List<LabelledFace> all = new ArrayList<>();
        for (int fold = 0; fold < 3; fold++) {
            List<LabelledFace> held = folds.in(fold).faces();
            all.addAll(held);
            assertThat(held).hasSize(30);
            for (int label = 0; label < 3; label++) {
                int wanted = label;
                assertThat(held).filteredOn(face -> face.majority() == wanted).hasSize(10);
            }
            assertThat(folds.without(fold).faces()).hasSize(60).doesNotContainAnyElementsOf(held);
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(faces.faces());
    }

    @Test
    void copiesOfAPictureLieInOneFold() throws Exception {
        List<LabelledFace> twice = new ArrayList<>(distinct(40).faces());
        twice.addAll(distinct(40).faces());
        FaceSet faces = new FaceSet(FerPlus.LABELS, twice, List.of());
        Folds folds = Folds.of(faces, 4, 7);

        for (int i = 0; i < 40; i++) {
            assertThat(folds.foldOf(i)).isEqualTo(folds.foldOf(40 + i));
        }
    }

    @Test
    void theFingerprintTellsOtherSeedsAndPicturesApart() throws Exception {
        FaceSet faces = distinct(30);
        String fingerprint = Folds.of(faces, 3, 7).fingerprint();

        assertThat(Folds.of(faces, 3, 7).fingerprint()).isEqualTo(fingerprint);
        assertThat(Folds.of(faces, 3, 8).fingerprint()).isNotEqualTo(fingerprint);
        assertThat(Folds.of(distinct(33), 3, 7).fingerprint()).isNotEqualTo(fingerprint);
    }

    /** Drawn faces, of which a corner pixel numbers each. */
    private static FaceSet distinct(int count) throws Exception {
        FaceSet drawn = DrawnFaces.of(count, 1);
        for (int i = 0; i < count; i++) {
            drawn.faces().get(i).picture().read().pixels()[0] = (byte) i;
        }
        return drawn;
    }
}
