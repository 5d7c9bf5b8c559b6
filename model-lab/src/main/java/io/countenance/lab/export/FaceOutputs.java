package io.countenance.lab.export;

import java.util.Arrays;

/**
 * What a model says of some faces.
 *
 * @param logits {@code [faces][labels]}
 * @param distribution {@code [faces][labels]}, each row's sum 1
 */
record FaceOutputs(float[][] logits, float[][] distribution) {

    /** Largest difference of any logit or probability; NaN where one of them is. */
    double largestDifference(FaceOutputs other) {
        double difference = Math.max(0, largest(logits, other.logits));
        return Math.max(difference, largest(distribution, other.distribution));
    }

    /** Mean difference of a probability; NaN where one of them is. */
    double meanDifference(FaceOutputs other) {
        double sum = 0;
        for (int i = 0; i < distribution.length; i++) {
            for (int c = 0; c < distribution[i].length; c++) {
                sum += Math.abs(distribution[i][c] - other.distribution[i][c]);
            }
        }
        return sum / Arrays.stream(distribution).mapToInt(row -> row.length).sum();
    }

    private static double largest(float[][] these, float[][] those) {
        double largest = 0;
        for (int i = 0; i < these.length; i++) {
            for (int c = 0; c < these[i].length; c++) {
                largest = Math.max(largest, Math.abs(these[i][c] - those[i][c]));
            }
        }
        return largest;
    }
}
