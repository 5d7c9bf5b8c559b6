package io.countenance.lab;

import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.FerPlus;
import io.countenance.lab.data.LabelledFace;
import io.countenance.lab.toy.ToyFace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Drawn faces in memory whose expression nobody takes for another. */
public final class DrawnFaces {

    static final int SIDE = 48;

    private DrawnFaces() {}

    /** So many faces, neutral, happy and surprised in turn, each another person. */
    public static FaceSet of(int count, long seed) {
        List<LabelledFace> faces = new ArrayList<>();
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            int label = i % 3;
            float[] distribution = new float[FerPlus.LABELS.size()];
            distribution[label] = 0.8f;
            distribution[(label + 1) % 3] = 0.2f;
            faces.add(
                    new LabelledFace(
                            "face" + i + ".png",
                            ToyFace.plain(label, SIDE, random),
                            distribution,
                            label,
                            i % 5 == 0,
                            -1));
        }
        return new FaceSet(FerPlus.LABELS, faces, List.of());
    }
}
