package io.countenance.vision.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The batch sizes that a model is run with: powers of two up to the largest batch. Kernels may sum
 * in another order where the batch has another size (matrix times vector in place of matrix times
 * matrix), so each size is tried, which also warms it, and on the CPU only those are kept that give
 * an item the same bits.
 */
final class BatchSizes {

    /** What results may differ by on a GPU. */
    private static final float CUDA_TOLERANCE = 1e-4f;

    private static final int TRIED_ITEMS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(BatchSizes.class);

    /** Runs a batch. */
    interface Probe {

        /** How many bytes an item has. */
        int itemBytes();

        /** Runs {@code size} times the same item, and returns a row of results for each. */
        float[][] run(byte[] item, int size);
    }

    private BatchSizes() {}

    /** 1, 2, 4, 8… below {@code maxBatch}, and {@code maxBatch}. */
    static int[] candidates(int maxBatch) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = 1; size < maxBatch; size *= 2) {
            sizes.add(size);
        }
        sizes.add(maxBatch);
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * The sizes, ascending, in which an item's result does not depend on the size nor on its place.
     */
    static int[] find(Probe probe, int maxBatch, Device device) {
        float tolerance = device == Device.CUDA ? CUDA_TOLERANCE : 0;
        int[] candidates = candidates(maxBatch);
        int largest = candidates[candidates.length - 1];
        boolean[] kept = new boolean[candidates.length];
        Arrays.fill(kept, true);
        Random random = new Random(1);
        for (int i = 0; i < TRIED_ITEMS; i++) {
            byte[] item = new byte[probe.itemBytes()];
            random.nextBytes(item);
            float[] expected = probe.run(item, largest)[0];
            for (int c = 0; c < candidates.length; c++) {
                kept[c] &= allAre(expected, probe.run(item, candidates[c]), tolerance);
            }
        }
        int[] sizes =
                IntStream.range(0, kept.length)
                        .filter(c -> kept[c])
                        .map(c -> candidates[c])
                        .toArray();
        if (sizes.length == 0 || sizes[sizes.length - 1] != largest) {
            LOG.warn(
                    "The model's result for an item depends on its place in the batch, so items go one by one");
            return new int[] {1};
        }
        if (sizes.length < candidates.length) {
            LOG.info(
                    "Batches are padded to {} of {}: in the other sizes an item's result has other bits",
                    Arrays.toString(sizes),
                    Arrays.toString(candidates));
        }
        return sizes;
    }

    private static boolean allAre(float[] expected, float[][] rows, float tolerance) {
        for (float[] row : rows) {
            for (int i = 0; i < expected.length; i++) {
                boolean same =
                        tolerance == 0
                                ? Float.floatToIntBits(row[i]) == Float.floatToIntBits(expected[i])
                                : Math.abs(row[i] - expected[i]) <= tolerance;
                if (!same) {
                    return false;
                }
            }
        }
        return true;
    }
}
