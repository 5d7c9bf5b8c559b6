package io.countenance.lab.train;

/**
 * How far an epoch had come when the run was stopped in it.
 *
 * @param steps done of it
 * @param losses their sum
 * @param faces with a majority label seen in it
 * @param hits of these that were taken for their label
 */
public record EpochProgress(int steps, double losses, long faces, long hits) {

    static final EpochProgress NONE = new EpochProgress(0, 0, 0, 0);

    /** With one more step. */
    EpochProgress after(double loss, long moreFaces, long moreHits) {
        return new EpochProgress(steps + 1, losses + loss, faces + moreFaces, hits + moreHits);
    }

    double meanLoss() {
        return losses / Math.max(1, steps);
    }

    /** Share of the faces with a majority label, 0 where there was none. */
    double accuracy() {
        return faces == 0 ? 0 : hits / (double) faces;
    }
}
