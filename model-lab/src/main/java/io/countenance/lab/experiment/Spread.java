package io.countenance.lab.experiment;

import java.util.Arrays;
import java.util.Locale;

/**
 * A value measured with one or several seeds.
 *
 * @param mean over the seeds
 * @param half of the distance between the largest and the smallest value, 0 for one seed
 * @param count of seeds, 1 or more
 */
public record Spread(double mean, double half, int count) {

    /** Of one value or more. */
    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(
                Arrays.stream(sorted).average().orElseThrow(),
                (sorted[sorted.length - 1] - sorted[0]) / 2,
                sorted.length);
    }

    /** In another unit. */
    Spread times(double factor) {
        return new Spread(mean * factor, half * Math.abs(factor), count);
    }

    /** {@code 81.20}, or of several seeds {@code 81.20 ± 0.15}. */
    String text(int decimals) {
        String number = "%." + decimals + "f";
        return count == 1
                ? String.format(Locale.ROOT, number, mean)
                : String.format(Locale.ROOT, number + " ± " + number, mean, half);
    }
}
