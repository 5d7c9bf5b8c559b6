package io.countenance.vision.window;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What can be said of one distribution. */
final class Distributions {

    private static final double LN_2 = StrictMath.log(2);

    private Distributions() {}

    /** Index of the highest probability, the first of equals. */
    static int dominant(double[] distribution) {
        int dominant = 0;
        for (int i = 1; i < distribution.length; i++) {
            if (distribution[i] > distribution[dominant]) {
                dominant = i;
            }
        }
        return dominant;
    }

    /** Shannon entropy in bits. */
    static double entropy(double[] distribution) {
        double entropy = 0;
        for (double probability : distribution) {
            if (probability > 0) {
                entropy -= probability * StrictMath.log(probability) / LN_2;
            }
        }
        return Math.max(0, entropy);
    }

    /** Values under their labels, in order; cannot be changed. */
    static Map<String, Double> byLabel(String[] labels, double[] values) {
        Map<String, Double> map = new LinkedHashMap<>();
        for (int i = 0; i < labels.length; i++) {
            map.put(labels[i], values[i]);
        }
        return Collections.unmodifiableMap(map);
    }
}
