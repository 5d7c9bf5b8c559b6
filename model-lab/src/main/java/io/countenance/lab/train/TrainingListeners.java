package io.countenance.lab.train;

import java.util.List;

/**
 * Several that hear the same.
 *
 * @param listeners in the order in which they hear it
 */
record TrainingListeners(List<TrainingListener> listeners) implements TrainingListener {

    @Override
    public void epochStarted(int epoch, int steps) {
        listeners.forEach(listener -> listener.epochStarted(epoch, steps));
    }

    @Override
    public void stepDone(int step, double loss, float rate, double progress) {
        listeners.forEach(listener -> listener.stepDone(step, loss, rate, progress));
    }

    @Override
    public void stopped(int epoch, int step) {
        listeners.forEach(listener -> listener.stopped(epoch, step));
    }

    @Override
    public void epochDone(EpochMetrics metrics) {
        listeners.forEach(listener -> listener.epochDone(metrics));
    }
}
