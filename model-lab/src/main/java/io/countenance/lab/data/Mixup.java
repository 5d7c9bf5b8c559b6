package io.countenance.lab.data;

import java.util.SplittableRandom;

/**
 * Mixup (Zhang et al., "mixup: Beyond Empirical Risk Minimization", ICLR 2018): a face is blended
 * with another, and so are their labels. Its share is drawn from Beta(α, α).
 */
final class Mixup {

    private Mixup() {}

    /** A number from 0 to 1 of Beta(α, α), 0 &lt; α ≤ 1, by Jöhnk's method. */
    static double share(double alpha, SplittableRandom random) {
        while (true) {
            double first = Math.pow(random.nextDouble(), 1 / alpha);
            double second = Math.pow(random.nextDouble(), 1 / alpha);
            double sum = first + second;
            if (sum > 0 && sum <= 1) {
                return first / sum;
            }
        }
    }

    /** {@code share} of what stands from {@code offset} on, the rest of {@code other}. */
    static void blend(byte[] pixels, int offset, byte[] other, double share) {
        for (int i = 0; i < other.length; i++) {
            double value = (pixels[offset + i] & 255) * share + (other[i] & 255) * (1 - share);
            pixels[offset + i] = (byte) Math.round(value);
        }
    }

    /** The same for probabilities. */
    static void blend(float[] labels, int offset, float[] other, double share) {
        for (int i = 0; i < other.length; i++) {
            labels[offset + i] = (float) (labels[offset + i] * share + other[i] * (1 - share));
        }
    }
}
