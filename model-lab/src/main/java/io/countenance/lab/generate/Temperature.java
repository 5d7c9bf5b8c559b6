package io.countenance.lab.generate;

/**
 * Softens or sharpens distributions: softmax(logits / T), which of probabilities is p^(1/T) divided
 * by its sum (Hinton et al., "Distilling the Knowledge in a Neural Network", 2015).
 */
public final class Temperature {

    private Temperature() {}

    /**
     * Changes each row in place.
     *
     * @param distributions {@code [faces][labels]}, each row's sum 1
     * @param temperature above 0; 1 changes nothing, above 1 softens
     */
    public static void apply(float[][] distributions, double temperature) {
        if (temperature == 1) {
            return;
        }
        for (float[] row : distributions) {
            double sum = 0;
            double[] powers = new double[row.length];
            double largest = 0;
            for (float p : row) {
                largest = Math.max(largest, p);
            }
            for (int i = 0; i < row.length; i++) {
                powers[i] = Math.pow(row[i] / largest, 1 / temperature);
                sum += powers[i];
            }
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) (powers[i] / sum);
            }
        }
    }
}
