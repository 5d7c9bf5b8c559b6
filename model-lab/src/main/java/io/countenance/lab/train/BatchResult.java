package io.countenance.lab.train;

/**
 * What a step of training came to.
 *
 * @param loss of the batch
 * @param faces with a majority label
 * @param hits of these
 */
public record BatchResult(double loss, int faces, int hits) {

    /**
     * Counts a batch.
     *
     * @param loss of the batch
     * @param logits {@code [faces, labels]}, row-major
     * @param majorities shares of the same shape, of which the largest counts; rows of zeros do not
     * @param labels columns
     */
    static BatchResult of(double loss, float[] logits, float[] majorities, int labels) {
        int faces = 0;
        int hits = 0;
        for (int row = 0; row < logits.length; row += labels) {
            int best = row;
            int majority = row;
            for (int i = row; i < row + labels; i++) {
                best = logits[i] > logits[best] ? i : best;
                majority = majorities[i] > majorities[majority] ? i : majority;
            }
            if (majorities[majority] > 0) {
                faces++;
                hits += best == majority ? 1 : 0;
            }
        }
        return new BatchResult(loss, faces, hits);
    }
}
