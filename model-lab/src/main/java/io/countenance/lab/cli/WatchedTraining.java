package io.countenance.lab.cli;

import io.countenance.lab.report.RunData;
import io.countenance.lab.train.TrainingListener;
import io.countenance.lab.train.TrainingRun;
import java.io.IOException;

/** Trains a run as somebody at a terminal sees it. */
final class WatchedTraining {

    private WatchedTraining() {}

    /**
     * Trains until the run is finished or Ctrl-C is pressed, with a progress bar and a report that
     * is kept up to date.
     *
     * @param run stays the caller's
     * @param remedy how a run that was stopped goes on: {@code with --resume}
     */
    static void train(TrainingRun run, String remedy) throws IOException {
        TrainingProgress progress =
                new TrainingProgress(System.out, run.settings().batchSize(), remedy);
        TrainingReport report = new TrainingReport(run.folder());
        try (StopOnInterrupt interrupt = new StopOnInterrupt(run)) {
            RunData.of(run.training(), run.validation()).write(run.folder());
            run.train(TrainingListener.all(progress, report));
            report.print(System.out);
        }
    }
}
