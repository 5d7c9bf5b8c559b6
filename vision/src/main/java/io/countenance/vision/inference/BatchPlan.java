package io.countenance.vision.inference;

import java.util.Arrays;

/**
 * In which calls a number of items is run. Padding is computed for nothing, and a call costs
 * something besides its items: of all ways to fill batches of the sizes at hand the cheapest is
 * taken.
 */
final class BatchPlan {

    /** Size of the first call for so many items, up to the largest size. */
    private final int[] firstSize;

    /**
     * Finds the cheapest ways.
     *
     * @param sizes at hand, one or more, ascending
     * @param callCost what a call costs besides its items, in items
     */
    BatchPlan(int[] sizes, double callCost) {
        int largest = sizes[sizes.length - 1];
        firstSize = new int[largest + 1];
        double[] cost = new double[largest + 1];
        Arrays.fill(cost, 1, cost.length, Double.POSITIVE_INFINITY);
        for (int items = 1; items <= largest; items++) {
            for (int size : sizes) {
                double whole = size + callCost + cost[Math.max(0, items - size)];
                if (whole <= cost[items]) {
                    cost[items] = whole;
                    firstSize[items] = size;
                }
            }
        }
    }

    /**
     * Size of the next call.
     *
     * @param items that are left, 1 or more; fewer than the size where it is to be padded
     */
    int nextSize(int items) {
        return firstSize[Math.min(items, firstSize.length - 1)];
    }
}
