package io.countenance.lab.evaluate;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.countenance.lab.data.LabelledFace;
import java.util.List;

/**
 * Measures over a split; as JSON the fields of {@code all} stand at the top.
 *
 * @param all over all faces with a majority label
 * @param leakFree over those whose pixels do not stand in the training split too
 */
public record Evaluation(@JsonUnwrapped Measures all, Measures leakFree) {

    /** Measures predictions {@code [faces][labels]} in the order of the faces. */
    public static Evaluation of(List<LabelledFace> faces, float[][] predictions) {
        return new Evaluation(
                Measures.of(faces, predictions, false), Measures.of(faces, predictions, true));
    }
}
