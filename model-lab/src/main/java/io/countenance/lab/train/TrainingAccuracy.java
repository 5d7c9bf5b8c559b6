package io.countenance.lab.train;

/** Counts how many faces of an epoch's training batches were taken for their majority label. */
final class TrainingAccuracy {

    private long faces;
    private long hits;

    /**
     * Counts a batch.
     *
     * @param logits {@code [faces, labels]}, row-major
     * @param majorities shares of the same shape, of which the largest counts; rows of zeros do not
     * @param labels columns
     */
    void add(float[] logits, float[] majorities, int labels) {
        for (int row = 0; row < logits.length; row += labels) {
            int best = row;
            int majority = -1;
            for (int i = row; i < row + labels; i++) {
                best = logits[i] > logits[best] ? i : best;
                majority = majorities[i] > (majority < 0 ? 0 : majorities[majority]) ? i : majority;
            }
            if (majority >= 0) {
                faces++;
                hits += best == majority ? 1 : 0;
            }
        }
    }

    /** Share of the faces with a majority label, 0 where there was none. */
    double share() {
        return faces == 0 ? 0 : hits / (double) faces;
    }
}
