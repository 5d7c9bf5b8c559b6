package io.countenance.lab.evaluate;

import io.countenance.lab.data.LabelledFace;
import java.util.List;

/**
 * How well predictions match what people saw, over the faces that have a majority label.
 *
 * @param n faces counted
 * @param accuracy share whose most probable expression is the majority's
 * @param macroF1 mean over the expressions that occur as majority of 2 TP / (2 TP + FP + FN)
 * @param kl mean of Σ d ln(d / p), d the votes' shares, in nats
 */
public record Measures(int n, double accuracy, double macroF1, double kl) {

    private static final double SMALLEST = 1e-12;

    /**
     * Measures predictions.
     *
     * @param faces what people saw
     * @param predictions probabilities {@code [faces][labels]} in the order of the faces
     * @param leakFreeOnly leaves out faces whose pixels stand in the training split too
     */
    public static Measures of(
            List<LabelledFace> faces, float[][] predictions, boolean leakFreeOnly) {
        int labels = predictions.length == 0 ? 0 : predictions[0].length;
        int[] hits = new int[labels];
        int[] predicted = new int[labels];
        int[] actual = new int[labels];
        int n = 0;
        double divergence = 0;
        for (int i = 0; i < predictions.length; i++) {
            LabelledFace face = faces.get(i);
            if (face.majority() < 0 || leakFreeOnly && face.copyInTrain()) {
                continue;
            }
            n++;
            int best = argMax(predictions[i]);
            predicted[best]++;
            actual[face.majority()]++;
            if (best == face.majority()) {
                hits[best]++;
            }
            for (int c = 0; c < labels; c++) {
                double d = face.distribution()[c];
                if (d > 0) {
                    divergence += d * Math.log(d / Math.max(SMALLEST, predictions[i][c]));
                }
            }
        }
        int correct = 0;
        int present = 0;
        double f1 = 0;
        for (int c = 0; c < labels; c++) {
            correct += hits[c];
            if (actual[c] > 0) {
                present++;
                f1 += 2.0 * hits[c] / (predicted[c] + actual[c]);
            }
        }
        return new Measures(n, correct / (double) n, f1 / Math.max(1, present), divergence / n);
    }

    private static int argMax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
