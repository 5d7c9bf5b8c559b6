package io.countenance.lab.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.LabelledFace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures over a split; as JSON the fields of {@code all} stand at the top.
 *
 * @param all over all faces with a majority label
 * @param leakFree over those whose pixels do not stand in the training split too; null where every
 *     one does
 */
public record Evaluation(@JsonUnwrapped Measures all, @Nullable Measures leakFree) {

    /**
     * Measures predictions.
     *
     * @param set what people saw; at least one face has a majority label
     * @param predictions probabilities {@code [faces][labels]} in the order of the faces
     */
    public static Evaluation of(FaceSet set, float[][] predictions) {
        List<LabelledFace> kept = new ArrayList<>();
        List<float[]> scored = new ArrayList<>();
        for (int i = 0; i < predictions.length; i++) {
            LabelledFace face = set.faces().get(i);
            if (face.majority() >= 0 && !face.copyInTrain()) {
                kept.add(face);
                scored.add(predictions[i]);
            }
        }
        FaceSet leakFree = new FaceSet(set.labels(), kept, List.of());
        return new Evaluation(
                Measures.of(set, predictions),
                kept.isEmpty() ? null : Measures.of(leakFree, scored.toArray(float[][]::new)));
    }

    /** What a model is chosen by: the leak-free measures where there are any. */
    @JsonIgnore
    public Measures decisive() {
        return leakFree == null ? all : leakFree;
    }
}
