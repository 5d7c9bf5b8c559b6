package io.countenance.benchmarks.measure;

import java.util.Arrays;

/** The middle of some values. */
public final class Median {

    private Median() {}

    /**
     * The middle one; of an even number the mean of the middle two.
     *
     * @param values one or more, in any order
     */
    public static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
