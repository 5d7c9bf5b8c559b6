package io.countenance.lab.evaluate;

import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.FerPlus;
import org.jspecify.annotations.Nullable;

/** Accuracy on the single labels of FER2013, which has no contempt. */
final class Fer2013Accuracy {

    private Fer2013Accuracy() {}

    /** Over the faces with a majority label and a FER2013 label; null where there are none. */
    static @Nullable Double of(FaceSet set, float[][] predictions) {
        int faces = 0;
        int hits = 0;
        for (int i = 0; i < predictions.length; i++) {
            int label = set.faces().get(i).fer2013Label();
            if (label >= 0 && set.faces().get(i).majority() >= 0) {
                faces++;
                if (mostProbable(set, predictions[i]) == label) {
                    hits++;
                }
            }
        }
        return faces == 0 ? null : hits / (double) faces;
    }

    private static int mostProbable(FaceSet set, float[] prediction) {
        float[] known = prediction.clone();
        for (int label = 0; label < known.length; label++) {
            if (!FerPlus.FER2013_LABELS.contains(set.labels().get(label))) {
                known[label] = -1;
            }
        }
        return Predictions.mostProbable(known);
    }
}
