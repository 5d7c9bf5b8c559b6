package io.countenance.lab.export;

import java.nio.FloatBuffer;

/**
 * How a value is spread over faces: its ends first, then counts between them. Call {@link #widen}
 * with all of its numbers, then {@link #count} with all of them again.
 */
final class ValueHistogram {

    private static final int BINS = 8192;

    private float least = Float.POSITIVE_INFINITY;
    private float most = Float.NEGATIVE_INFINITY;
    private final long[] counts = new long[BINS];
    private long total;

    void widen(FloatBuffer values) {
        while (values.hasRemaining()) {
            float value = values.get();
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
    }

    void count(FloatBuffer values) {
        float binsPerUnit = most > least ? BINS / (most - least) : 0;
        total += values.remaining();
        while (values.hasRemaining()) {
            counts[Math.min(BINS - 1, (int) ((values.get() - least) * binsPerUnit))]++;
        }
    }

    /**
     * The range without so large a share of the numbers at each end.
     *
     * @param share 0 for all numbers, below 0.5
     */
    ValueRange without(double share) {
        double width = ((double) most - least) / BINS;
        long allowed = (long) (share * total);
        int first = 0;
        for (long left = counts[0]; left <= allowed && first < BINS - 1; left += counts[++first]) {}
        int last = BINS - 1;
        for (long left = counts[last]; left <= allowed && last > first; left += counts[--last]) {}
        return ValueRange.holding(least + first * width, least + (last + 1) * width);
    }
}
