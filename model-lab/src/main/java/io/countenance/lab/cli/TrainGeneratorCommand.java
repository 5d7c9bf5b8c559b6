package io.countenance.lab.cli;

import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.Folds;
import io.countenance.lab.generate.GeneratorFolder;
import io.countenance.lab.network.Variant;
import io.countenance.lab.train.Compute;
import io.countenance.lab.train.TrainingRun;
import io.countenance.lab.train.TrainingSettings;
import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the networks that generate label distributions. */
@Command(
        name = "train-generator",
        description =
                "Trains a network for each fold of the training split on all the other folds, for"
                        + " generate-distributions --generator. Goes on where it was stopped.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class TrainGeneratorCommand implements Callable<Integer> {

    @Option(
            names = "--output",
            required = true,
            paramLabel = "<folder>",
            description = "The generator: a training run for each fold.")
    private Path output;

    @Option(
            names = "--folds",
            defaultValue = "5",
            paramLabel = "<count>",
            description = "Equal parts of the split; copies of a picture lie in the same.")
    private int folds;

    @Option(
            names = "--variant",
            defaultValue = "resnet-50",
            description = "The network; the paper's is resnet-50.")
    private Variant variant;

    @ArgGroup(exclusive = false, multiplicity = "1", heading = "Data%n")
    private TrainingFaces data;

    @Mixin private Input input;
    @Mixin private LearningOptions learning;
    @Mixin private ComputeOptions compute;

    private static final class Input extends InputOptions {}

    @Override
    public Integer call() throws IOException {
        InvalidOptionException.check(
                folds >= 2 && folds <= 100, "--folds", folds, "must be from 2 to 100", 5);
        Compute where = compute.compute();
        FaceSet faces = data.load(input.colour);
        TrainingSettings settings =
                learning.settings(
                        input.spec(variant, faces.labels().size()),
                        faces.labels(),
                        data.data.getFileName() + " without a fold");
        InvalidOptionException.check(
                faces.faces().size() >= 2 * folds,
                "--folds",
                folds,
                "must leave two pictures in each fold, of %d in all"
                        .formatted(faces.faces().size()),
                2);
        Folds cut = Folds.of(faces, folds, settings.seed());
        GeneratorFolder generator = GeneratorFolder.create(output, folds, settings.seed(), cut);
        for (int fold = 0; fold < folds; fold++) {
            System.out.printf("fold %d of %d%n", fold + 1, folds);
            try (TrainingRun run =
                    TrainingRun.startOrResume(
                            settings,
                            cut.without(fold),
                            cut.in(fold),
                            generator.run(fold),
                            where)) {
                WatchedTraining.train(run, "with the same command");
                if (run.isStopped()) {
                    return 0;
                }
            }
        }
        return 0;
    }
}
