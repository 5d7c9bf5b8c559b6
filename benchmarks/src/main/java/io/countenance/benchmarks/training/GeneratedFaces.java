package io.countenance.benchmarks.training;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.FerPlus;
import io.countenance.lab.data.LabelledFace;
import io.countenance.lab.data.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pictures of noise with labels drawn at random: they cost what faces of FER2013 do. */
final class GeneratedFaces {

    private static final int SIDE = 48;

    private GeneratedFaces() {}

    static FaceSet of(int count) {
        Random random = new Random(1);
        List<LabelledFace> faces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] pixels = new byte[SIDE * SIDE];
            random.nextBytes(pixels);
            float[] distribution = new float[FerPlus.LABELS.size()];
            int label = random.nextInt(distribution.length);
            distribution[label] = 1;
            faces.add(
                    new LabelledFace(
                            "noise" + i,
                            new Picture(SIDE, SIDE, Colour.LUMINANCE, pixels),
                            distribution,
                            label,
                            false));
        }
        return new FaceSet(FerPlus.LABELS, faces, List.of());
    }
}
