package io.countenance.lab.experiment;

import io.countenance.lab.train.TrainingRun;
import java.io.IOException;

/** Trains a run of a series, and shows it. */
@FunctionalInterface
public interface RunTrainer {

    /**
     * Trains a run to its end, or until it is told to stop.
     *
     * @param experiment whose run it is
     * @param title which of the runs it is, for people
     * @param run begun or gone on with; stays the caller's
     */
    void train(Experiment experiment, String title, TrainingRun run) throws IOException;
}
