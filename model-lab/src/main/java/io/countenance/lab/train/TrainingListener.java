package io.countenance.lab.train;

import java.util.List;

/** Hears how training goes, on the training thread. */
public interface TrainingListener {

    /** Hears nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /** Tells all of them, in their order. */
    static TrainingListener all(TrainingListener... listeners) {
        return new TrainingListeners(List.of(listeners));
    }

    /** An epoch, counted from 1, of so many steps begins. */
    default void epochStarted(int epoch, int steps) {}

    /**
     * A step is done.
     *
     * @param step counted from 1 within the epoch
     * @param loss of its batch
     * @param rate learning rate
     * @param progress share of the whole run that is done
     */
    default void stepDone(int step, double loss, float rate, double progress) {}

    /**
     * Training was stopped within an epoch, a checkpoint written.
     *
     * @param epoch counted from 1
     * @param step the last one done in it
     */
    default void stopped(int epoch, int step) {}

    /** An epoch is done, its checkpoint written. */
    default void epochDone(EpochMetrics metrics) {}
}
