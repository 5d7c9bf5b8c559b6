package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.lab.data.FaceSet;
import io.countenance.lab.experiment.Experiment;
import io.countenance.lab.experiment.ExperimentReport;
import io.countenance.lab.experiment.ExperimentSeries;
import io.countenance.lab.experiment.SeriesOutcome;
import io.countenance.lab.train.Compute;
import io.countenance.lab.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where a series of runs is kept, and how often each is repeated. */
final class SeriesOptions {

    @Option(
            names = "--output",
            required = true,
            paramLabel = "<folder>",
            description =
                    "Table, plot and a folder for each run. The same command goes on where it was"
                            + " stopped.")
    Path output;

    @Option(
            names = "--seeds",
            defaultValue = "1",
            paramLabel = "<count>",
            description =
                    "Runs of each row, from --seed on; with several the table has their mean and"
                            + " half the distance of the extremes.")
    int seeds;

    @Option(
            names = "--recipe",
            description =
                    "Sets the options that are not given: fast, for an hour of one processor a"
                            + " run; paper-rafdb and paper-affectnet, as in the paper.")
    private @Nullable Recipe recipe;

    /**
     * Sets what the recipe, if one is named, says; not the options that the command sets itself.
     */
    void applyRecipe(CommandSpec command, Set<String> own) {
        if (recipe != null) {
            recipe.applyTo(command.commandLine().getParseResult(), own);
        }
    }

    void validate() {
        check(seeds >= 1 && seeds <= 100, "--seeds", seeds, "must be from 1 to 100", 3);
    }

    /**
     * Keeps labels that come from a file beside the runs that learn from them, so that {@code train
     * --resume} does not go on with others.
     */
    void keepLabels(List<Experiment> experiments, LabelSourceOptions source) throws IOException {
        if (!source.isGiven()) {
            return;
        }
        for (Experiment experiment : experiments) {
            for (int i = 0; i < seeds; i++) {
                Path run =
                        ExperimentSeries.runFolder(
                                output, experiment, experiment.settings().seed() + i);
                if (Files.notExists(run.resolve("settings.json"))) {
                    source.keep(experiment.training(), run);
                }
            }
        }
    }

    /** Trains what is not finished and shows it. */
    SeriesOutcome run(
            List<Experiment> experiments,
            FaceSet validation,
            Compute compute,
            ExperimentReport report)
            throws IOException {
        Files.createDirectories(output);
        return new ExperimentSeries(experiments, validation, seeds, output, compute)
                .run(SeriesOptions::train, report);
    }

    private static void train(Experiment experiment, String title, TrainingRun run)
            throws IOException {
        System.out.printf("%n%s%n", title);
        WatchedTraining.train(run, "with the same command");
    }
}
