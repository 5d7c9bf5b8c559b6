package io.countenance.lab.data;

import org.jspecify.annotations.Nullable;

/**
 * What FER+ makes of the ten votes for a picture, in its order of eight expressions, unknown and
 * not-a-face; after {@code _process_data} in {@code ferplus.py} of the repository
 * microsoft/FERPlus. A single vote is an outlier and does not count.
 *
 * @param counts ten numbers of votes; eight are enough for the distribution
 */
record FerPlusVotes(int[] counts) {

    private static final int EXPRESSIONS = FerPlus.LABELS.size();

    private int[] withoutOutliers() {
        int[] votes = counts.clone();
        for (int i = 0; i < votes.length; i++) {
            votes[i] = votes[i] > 1 ? votes[i] : 0;
        }
        return votes;
    }

    /** The expression with more than half of the votes that count, -1 where none has. */
    int majority() {
        int[] votes = withoutOutliers();
        int largest = largest(votes);
        return largest < EXPRESSIONS && 2 * votes[largest] > sum(votes) ? largest : -1;
    }

    /**
     * Whether the picture is kept for cross-entropy: the strongest expressions are taken, those
     * with as many votes together, until they have three quarters of the votes that count, are
     * three, or unknown or not-a-face is met. They must be at most three, have more than half of
     * the votes, and be stronger than unknown and not-a-face.
     */
    boolean countsForCrossEntropy() {
        int[] left = withoutOutliers();
        int all = sum(left);
        int taken = 0;
        int count = 0;
        boolean stopped = false;
        while (4 * taken < 3 * all && count < 3 && !stopped) {
            int most = left[largest(left)];
            for (int i = 0; i < EXPRESSIONS; i++) {
                if (left[i] == most) {
                    taken += most;
                    left[i] = 0;
                    count++;
                }
            }
            stopped = left[EXPRESSIONS] == most || left[EXPRESSIONS + 1] == most;
        }
        return count <= 3 && 2 * taken > all;
    }

    /** Shares of the eight expressions, outliers included; null where none has a vote. */
    float @Nullable [] distribution() {
        float[] shares = new float[EXPRESSIONS];
        float sum = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            shares[i] = counts[i];
            sum += shares[i];
        }
        if (!(sum > 0)) {
            return null;
        }
        for (int i = 0; i < EXPRESSIONS; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private static int largest(int[] votes) {
        int largest = 0;
        for (int i = 1; i < votes.length; i++) {
            if (votes[i] > votes[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    private static int sum(int[] votes) {
        int sum = 0;
        for (int vote : votes) {
            sum += vote;
        }
        return sum;
    }
}
