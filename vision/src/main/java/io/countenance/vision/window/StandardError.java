package io.countenance.vision.window;

/**
 * The standard error of the weighted mean of a series whose neighbours are alike.
 * docs/window-statistics.md derives it.
 */
final class StandardError {

    /** Below this the spread is rounding error. */
    private static final double NO_VARIANCE = 1e-14;

    private StandardError() {}

    /**
     * Standard error of a mean of values from 0 to 1.
     *
     * @param observations how many values
     * @param mean weighted mean
     * @param variance weighted mean of squared deviations, at least 0
     * @param autocovariance sum over neighbours of the product of their deviations, each times the
     *     geometric mean of their weights, divided by the sum of all weights
     * @param kishSize squared sum of weights over sum of squared weights
     */
    static double of(
            int observations,
            double mean,
            double variance,
            double autocovariance,
            double kishSize) {
        double largest = Math.max(0, mean * (1 - mean));
        if (kishSize <= 1) {
            return Math.sqrt(largest);
        }
        if (variance < NO_VARIANCE) {
            return 0;
        }
        double size =
                effectiveSize(kishSize, autocorrelation(autocovariance / variance, observations));
        return Math.sqrt(Math.min(largest, variance * size / (size - 1)) / size);
    }

    /**
     * Takes the known bias off the sample's lag-1 autocorrelation (Marriott and Pope 1954); from 0
     * to 1.
     */
    static double autocorrelation(double sample, int observations) {
        double corrected = sample + (1 + 4 * sample) / observations;
        return Math.min(1, Math.max(0, corrected));
    }

    /**
     * How many independent values are worth as much as these. At least two of them, so that the
     * mean is never taken for less certain than the values' own spread: how much a series varies
     * whose correlation is near 1 cannot be told from one window.
     */
    static double effectiveSize(double kishSize, double autocorrelation) {
        return Math.min(
                kishSize, Math.max(2, kishSize * (1 - autocorrelation) / (1 + autocorrelation)));
    }
}
