package io.countenance.lab.cli;

import io.countenance.lab.data.Augmentation;
import io.countenance.lab.data.DistributionFile;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.evaluate.Evaluator;
import io.countenance.lab.evaluate.ExpressionModelScorer;
import io.countenance.options.InvalidOptionException;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.inference.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets a model say what it sees in each training picture, for another to learn from. */
@Command(
        name = "generate-distributions",
        description =
                "Writes a model's label distribution for each picture, for train --distributions."
                        + " A model answers more surely about pictures that it learnt from: mix its"
                        + " answers with the votes.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class GenerateDistributionsCommand implements Callable<Integer> {

    private static final int MAX_BATCH = 32;
    private static final Augmentation MIRRORED = new Augmentation(0, 0, 0, 1, 0, 0, 0, 0);

    @Option(
            names = "--model",
            defaultValue = "default",
            paramLabel = "<onnx>",
            description = "An exported file; default: the model that ships.")
    private String model;

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
                    "A model that agrees with fewer of the majority labels is refused. Measured on"
                            + " these pictures, so too high where it learnt from them.")
    private double minAccuracy;

    @ArgGroup(exclusive = false, multiplicity = "1", heading = "Data%n")
    private FaceSource faces;

    @Override
    public Integer call() throws IOException {
        InvalidOptionException.check(
                minAccuracy >= 0 && minAccuracy <= 1,
                "--min-accuracy",
                minAccuracy,
                "must be from 0 to 1",
                0.7);
        ExpressionModelOptions options =
                new ExpressionModelOptions(model, Device.AUTO, 1, MAX_BATCH);
        try (ExpressionModelScorer scorer = ExpressionModelScorer.open(options)) {
            FaceSet set = faces.load(scorer.colour());
            scorer.orderBy(set.labels());
            float[][] distributions = Evaluator.predict(scorer, set);
            if (mirror) {
                average(distributions, Evaluator.predict(scorer, set, MIRRORED));
            }
            double accuracy = Evaluation.of(set, distributions).all().accuracy();
            InvalidOptionException.check(
                    accuracy >= minAccuracy,
                    "--model",
                    model,
                    String.format(
                            Locale.ROOT,
                            "must agree with %.2f of the majority labels (--min-accuracy), not"
                                    + " %.4f",
                            minAccuracy,
                            accuracy),
                    "a better model");
            DistributionFile.write(output, set, distributions);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d distributions; they agree with %.4f of the majority labels%n",
                    output,
                    distributions.length,
                    accuracy);
        }
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
