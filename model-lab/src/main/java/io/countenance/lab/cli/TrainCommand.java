package io.countenance.lab.cli;

import io.countenance.lab.data.FaceSet;
import io.countenance.lab.network.Complexity;
import io.countenance.lab.network.FaceNetwork;
import io.countenance.lab.network.ShuffleNetV2;
import io.countenance.lab.train.Checkpoints;
import io.countenance.lab.train.Compute;
import io.countenance.lab.train.TrainingRun;
import io.countenance.lab.train.TrainingSettings;
import io.countenance.options.EnumConverter;
import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Trains a network. */
@Command(
        name = "train",
        description = "Trains a network on faces with votes; a folder keeps all of the run.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    private static final Set<String> WITH_RESUME =
            Set.of(
                    "--run",
                    "--resume",
                    "--data",
                    "--labels",
                    "--format",
                    "--split",
                    "--valid-data",
                    "--valid-labels",
                    "--valid-split",
                    "--device",
                    "--threads",
                    "--loader-threads",
                    OptimisationOptions.EPOCHS,
                    OptimisationOptions.MAX_MINUTES);

    @Spec private CommandSpec spec;

    @Option(
            names = "--run",
            required = true,
            paramLabel = "<folder>",
            description = "Settings, metrics.csv, checkpoints, report.html and plots/ go here.")
    private Path folder;

    @Option(
            names = "--resume",
            description =
                    "Goes on with the run in --run from its last checkpoint. Its settings stay,"
                            + " save for --epochs and --max-minutes where they are given.")
    private boolean resume;

    @Option(
            names = "--recipe",
            description =
                    "Sets the options that are not given: fast, for an hour of one processor;"
                            + " paper-rafdb and paper-affectnet, as in the paper.")
    private @Nullable Recipe recipe;

    @Mixin private TrainingDataOptions data;
    @Mixin LabelSourceOptions labelSource;
    @Mixin private NetworkOptions network;
    @Mixin private LearningOptions learning;
    @Mixin private ComputeOptions compute;

    @Override
    public Integer call() throws IOException {
        applyRecipe();
        TrainingSettings resumed = resume ? resumedSettings() : null;
        if (!resume) {
            requireDistributions();
            new Checkpoints(folder).requireNoRun();
        }
        Compute where = compute.compute();
        FaceSet pictures =
                data.training(resumed == null ? network.colour : resumed.network().colour());
        FaceSet validation = data.validation(pictures);
        FaceSet training =
                resume ? LabelSourceOptions.kept(pictures, folder) : labelSource.applyTo(pictures);
        TrainingSettings settings = resumed == null ? settings(training.labels()) : resumed;
        if (!resume) {
            labelSource.keep(training, folder);
        }
        try (TrainingRun run =
                resume
                        ? TrainingRun.resume(settings, training, validation, folder, where)
                        : TrainingRun.start(settings, training, validation, folder, where)) {
            describe(run.network());
            WatchedTraining.train(run, "with --resume");
        }
        return 0;
    }

    private static void describe(FaceNetwork network) {
        System.out.printf(Locale.ROOT, "network: %,d parameters", network.trainedParameters());
        if (network instanceof ShuffleNetV2 shuffleNet) {
            System.out.printf(
                    Locale.ROOT,
                    ", %.1f M multiply-adds a face",
                    Complexity.of(shuffleNet).multiplyAdds() / 1e6);
        }
        System.out.println();
    }

    private TrainingSettings resumedSettings() throws IOException {
        ParseResult given = spec.commandLine().getParseResult();
        for (OptionSpec option : given.matchedOptions()) {
            InvalidOptionException.check(
                    WITH_RESUME.contains(option.longestName()),
                    "--resume",
                    option.longestName() + " " + option.getValue(),
                    "keeps the run's own settings, of which only %s and %s may be given anew"
                            .formatted(OptimisationOptions.EPOCHS, OptimisationOptions.MAX_MINUTES),
                    OptimisationOptions.EPOCHS + " 40");
        }
        learning.optimisation.checkLength();
        TrainingSettings kept = new Checkpoints(folder).settings();
        return kept.withLength(
                given.hasMatchedOption(OptimisationOptions.EPOCHS)
                        ? learning.optimisation.epochs
                        : kept.epochs(),
                given.hasMatchedOption(OptimisationOptions.MAX_MINUTES)
                        ? learning.optimisation.maxMinutes
                        : kept.maxMinutes());
    }

    /** On single labels alone the paper's recipes would train something else than they say. */
    private void requireDistributions() {
        if (recipe == null || !recipe.mixesDistributions()) {
            return;
        }
        InvalidOptionException.check(
                labelSource.isGiven() || !learning.loss.kind.usesDistributions(),
                "--recipe",
                EnumConverter.written(recipe),
                "must come with --distributions, from train-generator and generate-distributions,"
                        + " or with --loss combo or cross-entropy, which learn majority labels",
                "paper-rafdb --distributions distributions.csv");
    }

    void applyRecipe() {
        if (recipe != null) {
            recipe.applyTo(spec.commandLine().getParseResult(), Set.of());
        }
    }

    TrainingSettings settings(List<String> labels) {
        return learning.settings(
                network.spec(labels.size()), labels, data.name() + labelSource.text());
    }
}
