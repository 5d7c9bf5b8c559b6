package io.countenance.lab.cli;

import io.countenance.lab.data.Augmentation;
import io.countenance.lab.data.DistributionFile;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.Folds;
import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.evaluate.Evaluator;
import io.countenance.lab.evaluate.ExpressionModelScorer;
import io.countenance.lab.evaluate.FaceScorer;
import io.countenance.lab.evaluate.NetworkScorer;
import io.countenance.lab.generate.GeneratorFolder;
import io.countenance.lab.generate.Temperature;
import io.countenance.lab.train.Checkpoints;
import io.countenance.options.InvalidOptionException;
import io.countenance.vision.expression.ExpressionModelOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a model say what it sees in each training picture, for another to learn from. */
@Command(
        name = "generate-distributions",
        description =
                "Writes a network's label distribution for each picture, for train --distributions."
                        + " A network answers more surely about pictures that it learnt from:"
                        + " --generator asks one that has not seen the picture.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class GenerateDistributionsCommand implements Callable<Integer> {

    private static final int MAX_BATCH = 32;
    private static final Augmentation MIRRORED = new Augmentation(0, 0, 0, 1, 0, 0, 0, 0);

    @ArgGroup(multiplicity = "1", heading = "Who is asked%n")
    private Source source;

    private static final class Source {
        @Option(
                names = "--generator",
                paramLabel = "<folder>",
                description =
                        "What train-generator wrote: each picture is shown to the network that was"
                                + " trained without it; this or --model.")
        private @Nullable Path generator;

        @Option(
                names = "--model",
                paramLabel = "<onnx>",
                description =
                        "An exported file, or default for the model that ships; this or"
                                + " --generator.")
        private @Nullable String model;
    }

    @Option(
            names = "--output",
            required = true,
            paramLabel = "<csv>",
            description = "The file to write or replace.")
    private Path output;

    @Option(
            names = "--mirror",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Mean over the picture and its mirror image.")
    private boolean mirror;

    @Option(
            names = "--min-accuracy",
            defaultValue = "0.7",
            paramLabel = "<share>",
            description =
                    "Who agrees with fewer of the majority labels is refused. Measured on these"
                            + " pictures: held out for --generator, so too high for a --model that"
                            + " learnt from them.")
    private double minAccuracy;

    @Option(
            names = "--temperature",
            defaultValue = "1",
            paramLabel = "<number>",
            description = "Softens the distributions where it is above 1: p^(1/T) / sum.")
    private double temperature;

    @ArgGroup(exclusive = false, multiplicity = "1", heading = "Data%n")
    private TrainingFaces faces;

    @Mixin private DeviceOptions device;

    @Override
    public Integer call() throws IOException {
        InvalidOptionException.check(
                minAccuracy >= 0 && minAccuracy <= 1,
                "--min-accuracy",
                minAccuracy,
                "must be from 0 to 1",
                0.7);
        InvalidOptionException.check(
                temperature > 0, "--temperature", temperature, "must be above 0", 1.5);
        return source.generator == null ? askModel() : askGenerator(source.generator);
    }

    private int askModel() throws IOException {
        ExpressionModelOptions options =
                new ExpressionModelOptions(
                        String.valueOf(source.model), device.onnx(), 1, MAX_BATCH);
        try (ExpressionModelScorer scorer = ExpressionModelScorer.open(options)) {
            FaceSet set = faces.load(scorer.colour());
            scorer.orderBy(set.labels());
            return write(set, ask(scorer, set), "--model", options.model());
        }
    }

    private int askGenerator(Path folder) throws IOException {
        GeneratorFolder generator = GeneratorFolder.open(folder);
        FaceSet set;
        try (TrainedNetwork first = trained(generator, 0)) {
            set = faces.load(first.settings().network().colour());
        }
        Folds folds = generator.foldsOf(set);
        float[][] distributions = new float[set.faces().size()][];
        for (int fold = 0; fold < generator.folds(); fold++) {
            try (TrainedNetwork trained = trained(generator, fold);
                    FaceScorer scorer = new NetworkScorer(trained.manager(), trained.network())) {
                List<String> labels = trained.settings().labels();
                InvalidOptionException.check(
                        labels.equals(set.labels()),
                        "--generator",
                        folder,
                        "must have the labels of the data, %s, not %s"
                                .formatted(set.labels(), labels),
                        "a generator that was trained on the same labels");
                float[][] held = ask(scorer, folds.in(fold));
                int next = 0;
                for (int i = 0; i < distributions.length; i++) {
                    if (folds.foldOf(i) == fold) {
                        distributions[i] = held[next++];
                    }
                }
            }
        }
        return write(set, distributions, "--generator", folder);
    }

    /** The network without this fold, counted from 0; it must be at the end of its training. */
    private TrainedNetwork trained(GeneratorFolder generator, int fold) throws IOException {
        Checkpoints checkpoints = new Checkpoints(generator.run(fold));
        Path last = checkpoints.last().orElse(null);
        InvalidOptionException.check(
                last != null && Checkpoints.state(last).isAtEnd(checkpoints.settings()),
                "--generator",
                generator.folder(),
                "must be trained to its end, fold %d of %d is not: run train-generator again"
                        .formatted(fold + 1, generator.folds()),
                "generator");
        return TrainedNetwork.openLast(generator.run(fold), device.djl());
    }

    private float[][] ask(FaceScorer scorer, FaceSet set) {
        float[][] distributions = Evaluator.predict(scorer, set);
        if (mirror) {
            average(distributions, Evaluator.predict(scorer, set, MIRRORED));
        }
        return distributions;
    }

    private int write(FaceSet set, float[][] distributions, String option, Object who)
            throws IOException {
        double accuracy = Evaluation.of(set, distributions).all().accuracy();
        InvalidOptionException.check(
                accuracy >= minAccuracy,
                option,
                who,
                String.format(
                        Locale.ROOT,
                        "must agree with %.2f of the majority labels (--min-accuracy), not %.4f",
                        minAccuracy,
                        accuracy),
                option.equals("--model") ? "better.onnx" : "better-generator");
        Temperature.apply(distributions, temperature);
        DistributionFile.write(output, set, distributions);
        System.out.printf(
                Locale.ROOT,
                "%s: %d distributions; they agree with %.4f of the majority labels%n",
                output,
                distributions.length,
                accuracy);
        return 0;
    }

    private static void average(float[][] distributions, float[][] mirrored) {
        for (int i = 0; i < distributions.length; i++) {
            for (int label = 0; label < distributions[i].length; label++) {
                distributions[i][label] = (distributions[i][label] + mirrored[i][label]) / 2;
            }
        }
    }
}
