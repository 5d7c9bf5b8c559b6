package io.countenance.connectors.publish;

/**
 * Leaves frames out so that on average not more than so many a second remain. Frames stay as they
 * were taken: none is repeated, none moved in time.
 */
final class FrameThinning {

    private final double intervalMillis;
    private double due = Double.NEGATIVE_INFINITY;

    /**
     * @param framesPerSecond 0 for all
     */
    FrameThinning(double framesPerSecond) {
        intervalMillis = framesPerSecond == 0 ? 0 : 1000 / framesPerSecond;
    }

    /** Whether the frame of this time, ms, remains. Times must not go back. */
    boolean keeps(long time) {
        // Half a ms, since times are rounded to whole ms.
        if (time < due - 0.5) {
            return false;
        }
        // After a gap start anew, lest the frames behind it come all at once.
        due = time >= due + intervalMillis ? time + intervalMillis : due + intervalMillis;
        return true;
    }
}
