package io.countenance.benchmarks.measure;

import java.util.Arrays;
import java.util.List;

/**
 * What one contender did under one setting.
 *
 * @param setting what all contenders of a comparison had in common, say {@code batch 8}
 * @param contender its name
 * @param perSecond units a second, a number for each turn
 * @param median of {@code perSecond}
 * @param ratio median, over the turns, of its speed by that of the comparison's first contender in
 *     the same turn
 */
public record Measurement(
        String setting, String contender, List<Double> perSecond, double median, double ratio) {

    static Measurement of(String setting, String contender, double[] speeds, double[] baseline) {
        double[] ratios = new double[speeds.length];
        for (int i = 0; i < speeds.length; i++) {
            ratios[i] = speeds[i] / baseline[i];
        }
        return new Measurement(
                setting,
                contender,
                Arrays.stream(speeds).boxed().toList(),
                Median.of(speeds),
                Median.of(ratios));
    }
}
