package io.countenance.lab.evaluate;

import io.countenance.lab.data.LabelledFace;
import java.util.List;

/**
 * How often faces of each majority label were taken for each expression. Faces without a majority
 * label are left out.
 *
 * @param labels names in the order of rows and columns
 * @param counts {@code [majority][predicted]}; not copied
 */
public record ConfusionMatrix(List<String> labels, int[][] counts) {

    /**
     * Counts predictions.
     *
     * @param labels names of the columns of {@code predictions}
     * @param faces what people saw
     * @param predictions probabilities {@code [faces][labels]} in the order of the faces
     */
    public static ConfusionMatrix of(
            List<String> labels, List<LabelledFace> faces, float[][] predictions) {
        int[][] counts = new int[labels.size()][labels.size()];
        for (int i = 0; i < predictions.length; i++) {
            int majority = faces.get(i).majority();
            if (majority >= 0) {
                counts[majority][Predictions.mostProbable(predictions[i])]++;
            }
        }
        return new ConfusionMatrix(List.copyOf(labels), counts);
    }

    /** Faces with this majority label. */
    public int actual(int label) {
        int sum = 0;
        for (int count : counts[label]) {
            sum += count;
        }
        return sum;
    }

    /** Faces taken for this label. */
    public int predicted(int label) {
        int sum = 0;
        for (int[] row : counts) {
            sum += row[label];
        }
        return sum;
    }

    /** Share of this label's faces that were recognised; 0 where it has none. */
    public double recall(int label) {
        return share(counts[label][label], actual(label));
    }

    /** Share of the faces taken for this label that are; 0 where none was. */
    public double precision(int label) {
        return share(counts[label][label], predicted(label));
    }

    /** 2 TP / (2 TP + FP + FN); 0 where the label neither occurs nor is predicted. */
    public double f1(int label) {
        return share(2 * counts[label][label], actual(label) + predicted(label));
    }

    /** Mean of {@link #f1} over the labels that occur as majority. */
    public double macroF1() {
        double sum = 0;
        int present = 0;
        for (int label = 0; label < counts.length; label++) {
            if (actual(label) > 0) {
                sum += f1(label);
                present++;
            }
        }
        return sum / Math.max(1, present);
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : part / (double) whole;
    }
}
