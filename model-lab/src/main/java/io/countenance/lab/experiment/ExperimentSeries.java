package io.countenance.lab.experiment;

import io.countenance.lab.data.FaceSet;
import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.train.Checkpoints;
import io.countenance.lab.train.Compute;
import io.countenance.lab.train.TrainingRun;
import io.countenance.lab.train.TrainingSettings;
import io.countenance.lab.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs experiments one after another, each with one or several seeds, all measured on the same
 * faces. Each run has a folder {@code KEY-seedN} of its own: a series that was stopped goes on
 * where it was, and what is finished is not trained again. One thread.
 */
public final class ExperimentSeries {

    private final List<Experiment> experiments;
    private final FaceSet validation;
    private final int seeds;
    private final Path folder;
    private final Compute compute;

    /**
     * A series.
     *
     * @param experiments in the order of the table
     * @param validation faces to measure on; at least one has a majority label
     * @param seeds runs of each experiment, 1 or more: with its own seed and those that follow
     * @param folder of the runs' folders
     * @param compute what it is computed on
     */
    public ExperimentSeries(
            List<Experiment> experiments,
            FaceSet validation,
            int seeds,
            Path folder,
            Compute compute) {
        this.experiments = List.copyOf(experiments);
        this.validation = validation;
        this.seeds = seeds;
        this.folder = folder;
        this.compute = compute;
    }

    /** The folder of an experiment's run. */
    public static Path runFolder(Path folder, Experiment experiment, long seed) {
        return folder.resolve(experiment.key() + "-seed" + seed);
    }

    /**
     * Trains what is not finished yet: every experiment with its first seed, then every one with
     * the next, so that a series that is stopped has compared like with like.
     *
     * @param trainer trains each run
     * @param report is written after each finished run
     * @return what is finished, at the end or where a run was told to stop
     * @throws IOException where a folder holds a run with other settings or on other faces, or
     *     cannot be written
     */
    public SeriesOutcome run(RunTrainer trainer, ExperimentReport report) throws IOException {
        List<List<RunResult>> finished = new ArrayList<>();
        experiments.forEach(experiment -> finished.add(new ArrayList<>()));
        for (int i = 0; i < seeds; i++) {
            for (int row = 0; row < experiments.size(); row++) {
                Experiment experiment = experiments.get(row);
                long seed = experiment.settings().seed() + i;
                Path runFolder = runFolder(folder, experiment, seed);
                String title =
                        "run %d of %d: %s"
                                .formatted(
                                        i * experiments.size() + row + 1,
                                        seeds * experiments.size(),
                                        runFolder.getFileName());
                TrainingSettings settings = experiment.settings().withSeed(seed);
                boolean stopped;
                try (TrainingRun run =
                        TrainingRun.startOrResume(
                                settings, experiment.training(), validation, runFolder, compute)) {
                    if (!run.isFinished()) {
                        trainer.train(experiment, title, run);
                    }
                    stopped = run.isStopped();
                    if (!run.isFinished()) {
                        return new SeriesOutcome(false, results(finished));
                    }
                    finished.get(row).add(result(runFolder, run.state()));
                }
                report.write(results(finished));
                if (stopped) {
                    return new SeriesOutcome(false, results(finished));
                }
            }
        }
        return new SeriesOutcome(true, results(finished));
    }

    private static RunResult result(Path runFolder, TrainingState end) throws IOException {
        Path best =
                new Checkpoints(runFolder)
                        .best()
                        .orElseThrow(() -> new IOException(runFolder + " has no checkpoint"));
        TrainingState state = Checkpoints.state(best);
        Evaluation measured = state.validation();
        if (measured == null) {
            throw new IOException(runFolder + " holds a run without validation: delete it");
        }
        return new RunResult(measured, state.epochs(), end.minutes());
    }

    private List<ExperimentResult> results(List<List<RunResult>> finished) {
        List<ExperimentResult> results = new ArrayList<>();
        for (int row = 0; row < experiments.size(); row++) {
            if (!finished.get(row).isEmpty()) {
                results.add(
                        new ExperimentResult(experiments.get(row), List.copyOf(finished.get(row))));
            }
        }
        return results;
    }
}
