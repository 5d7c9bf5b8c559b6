package io.countenance.lab.evaluate;

import io.countenance.lab.data.Augmentation;
import io.countenance.lab.data.BatchPipeline;
import io.countenance.lab.data.FaceBatch;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.Sampling;
import java.util.Iterator;

/** Scores every face of a split. */
public final class Evaluator {

    private static final int BATCH = 128;

    private Evaluator() {}

    /**
     * Evaluates a model on faces as they are, resized to its input.
     *
     * @throws IllegalArgumentException where the faces are not in the colour that the model sees
     */
    public static Evaluation evaluate(FaceScorer scorer, FaceSet faces) {
        return Evaluation.of(faces, predict(scorer, faces));
    }

    /**
     * Probabilities {@code [faces][labels]} for faces as they are, resized to the input.
     *
     * @throws IllegalArgumentException where the faces are not in the colour that the model sees
     */
    public static float[][] predict(FaceScorer scorer, FaceSet faces) {
        return predict(scorer, faces, Augmentation.NONE);
    }

    /** The same for faces that are varied. */
    public static float[][] predict(FaceScorer scorer, FaceSet faces, Augmentation augmentation) {
        if (scorer.colour() != faces.colour()) {
            throw new IllegalArgumentException(
                    "the model sees %s, the pictures are %s"
                            .formatted(scorer.colour().text(), faces.colour().text()));
        }
        float[][] predictions = new float[faces.faces().size()][];
        int done = 0;
        try (BatchPipeline pipeline =
                new BatchPipeline(
                        faces, scorer.inputSize(), BATCH, augmentation, Sampling.NATURAL, 1)) {
            Iterator<FaceBatch> batches = pipeline.inOrder();
            while (batches.hasNext()) {
                FaceBatch batch = batches.next();
                for (float[] row : scorer.score(batch.pixels(), batch.count())) {
                    predictions[done++] = row;
                }
            }
        }
        return predictions;
    }
}
