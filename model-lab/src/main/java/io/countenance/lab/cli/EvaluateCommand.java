package io.countenance.lab.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.evaluate.ConfusionMatrix;
import io.countenance.lab.evaluate.Evaluator;
import io.countenance.lab.evaluate.ExpressionModelScorer;
import io.countenance.lab.evaluate.FaceScorer;
import io.countenance.lab.evaluate.NetworkScorer;
import io.countenance.lab.report.EvaluationReport;
import io.countenance.lab.report.MeasuredSplit;
import io.countenance.options.InvalidOptionException;
import io.countenance.vision.expression.ExpressionModelOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a model against human votes. */
@Command(
        name = "evaluate",
        description =
                "Measures a model against human votes, over the faces with a majority label: the"
                        + " model that ships, unless --model or --run names another. The last line"
                        + " is JSON.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    private static final int MAX_BATCH = 32;

    @ArgGroup(heading = "Model%n")
    private @Nullable Model model;

    @ArgGroup(exclusive = false, multiplicity = "1", heading = "Data%n")
    private FaceSource faces;

    @Option(
            names = "--report",
            paramLabel = "<folder>",
            description =
                    "Writes report.html here, with the measures and plots of confusion, reliability"
                            + " and recall, and the plots as PNG files in plots/.")
    private @Nullable Path report;

    @Option(
            names = "--min-accuracy",
            defaultValue = "0",
            paramLabel = "<share>",
            description =
                    "Exits with 1 where the model meets fewer of the majority labels, so that a"
                            + " script goes no further.")
    private double minAccuracy;

    @Mixin private DeviceOptions device;

    @Spec private CommandSpec spec;

    private static final class Model {
        @Option(
                names = "--model",
                paramLabel = "<onnx>",
                description =
                        "An exported file, scored by the class that the job uses; this or --run.")
        private @Nullable Path file;

        @Option(
                names = "--run",
                paramLabel = "<folder>",
                description = "A training run's best checkpoint, in DJL; this or --model.")
        private @Nullable Path run;
    }

    @Override
    public Integer call() throws IOException {
        InvalidOptionException.check(
                minAccuracy >= 0 && minAccuracy <= 1,
                "--min-accuracy",
                minAccuracy,
                "must be from 0 to 1",
                0.8);
        if (model != null && model.run != null) {
            try (TrainedNetwork trained = TrainedNetwork.open(model.run, device.djl());
                    FaceScorer scorer = new NetworkScorer(trained.manager(), trained.network())) {
                FaceSet set = trained.withItsLabels(faces.load(scorer.colour()), model.run);
                return evaluate(
                        scorer,
                        set,
                        "%s, epoch %d"
                                .formatted(model.run.getFileName(), trained.state().epochs()));
            }
        }
        String file = model == null ? "default" : String.valueOf(model.file);
        ExpressionModelOptions options =
                new ExpressionModelOptions(file, device.onnx(), 1, MAX_BATCH);
        try (ExpressionModelScorer scorer = ExpressionModelScorer.open(options)) {
            FaceSet set = faces.load(scorer.colour());
            scorer.orderBy(set.labels());
            return evaluate(
                    scorer,
                    set,
                    model == null
                            ? "the model that ships"
                            : Path.of(file).getFileName().toString());
        }
    }

    private int evaluate(FaceScorer scorer, FaceSet set, String name) throws IOException {
        float[][] predictions = Evaluator.predict(scorer, set);
        MeasuredSplit split = MeasuredSplit.of(faces.text(), set, predictions);
        ConfusionMatrix confusion = split.details().confusion();
        EvaluationTable.print(System.out, split.evaluation(), confusion);
        if (report != null) {
            System.out.printf("report: %s%n", EvaluationReport.write(report, name, split));
        }
        ObjectMapper json = new ObjectMapper();
        ObjectNode line = json.valueToTree(split.evaluation());
        line.set("classes", EvaluationTable.classes(json, confusion));
        System.out.println(json.writeValueAsString(line));
        double accuracy = split.evaluation().all().accuracy();
        if (accuracy < minAccuracy) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            Locale.ROOT,
                            "%s meets %.4f of the majority labels, %.4f were asked for"
                                    + " (--min-accuracy)%n",
                            name,
                            accuracy,
                            minAccuracy);
            return ExitCode.SOFTWARE;
        }
        return ExitCode.OK;
    }
}
