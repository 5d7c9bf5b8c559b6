package io.countenance.job.sample;

import java.time.Duration;

/**
 * Halves a limit step by step while the source lags, to an eighth at most, and doubles it again
 * when it does not. Between {@code maxLag} and half of it nothing changes, and a step is taken only
 * once the lag has been on one side for the step time: so a limit does not flutter. For one thread.
 */
final class LimitSteps {

    /** The lowest limit is the full one over 2 to the power of this. */
    static final int LOWEST = 3;

    private enum Side {
        LAGS,
        BETWEEN,
        KEEPS_UP
    }

    private final long maxLag;
    private final long stepTime;
    private int step;
    private Side side = Side.BETWEEN;
    private long since;

    /** From a step that was taken before: 0 for the full limit. */
    LimitSteps(Duration maxLag, Duration stepTime, int step) {
        this.maxLag = maxLag.toMillis();
        this.stepTime = stepTime.toMillis();
        this.step = step;
    }

    /**
     * Takes note of the lag.
     *
     * @param now processing time, ms
     * @param lag ms
     * @return whether the step is another one than before
     */
    boolean update(long now, long lag) {
        Side today = lag > maxLag ? Side.LAGS : 2 * lag > maxLag ? Side.BETWEEN : Side.KEEPS_UP;
        if (today != side) {
            side = today;
            since = now;
        }
        if (now - since < stepTime) {
            return false;
        }
        int next =
                switch (side) {
                    case LAGS -> Math.min(LOWEST, step + 1);
                    case BETWEEN -> step;
                    case KEEPS_UP -> Math.max(0, step - 1);
                };
        boolean changed = next != step;
        if (changed) {
            step = next;
            since = now;
        }
        return changed;
    }

    /** How often the limit is halved. */
    int step() {
        return step;
    }

    /** What is left of a full limit. */
    double of(double full) {
        return full / (1 << step);
    }
}
