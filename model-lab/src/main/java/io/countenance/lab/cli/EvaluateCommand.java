package io.countenance.lab.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.evaluate.Evaluator;
import io.countenance.lab.evaluate.FaceScorer;
import io.countenance.lab.evaluate.Measures;
import io.countenance.lab.evaluate.NetworkScorer;
import io.countenance.lab.export.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a model against human votes. */
@Command(
        name = "evaluate",
        description =
                "Measures a model against human votes, over the faces with a majority label. The"
                        + " last line is JSON.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1", heading = "Model%n")
    private Model model;

    @ArgGroup(exclusive = false, multiplicity = "1", heading = "Data%n")
    private FaceSource faces;

    private static final class Model {
        @Option(
                names = "--model",
                paramLabel = "<onnx>",
                description = "An exported file, in ONNX Runtime; this or --run.")
        private @Nullable Path file;

        @Option(
                names = "--run",
                paramLabel = "<folder>",
                description = "A training run's best checkpoint, in DJL; this or --model.")
        private @Nullable Path run;
    }

    @Override
    public Integer call() throws IOException {
        Evaluation evaluation = evaluate();
        print("all", evaluation.all());
        print("leak-free", evaluation.leakFree());
        System.out.println(new ObjectMapper().writeValueAsString(evaluation));
        return 0;
    }

    private Evaluation evaluate() throws IOException {
        if (model.file != null) {
            try (FaceScorer scorer = OnnxModel.open(model.file)) {
                return Evaluator.evaluate(scorer, faces.load(scorer.colour()));
            }
        }
        try (TrainedNetwork trained = TrainedNetwork.open(model.run);
                FaceScorer scorer = new NetworkScorer(trained.manager(), trained.network())) {
            return Evaluator.evaluate(scorer, faces.load(scorer.colour()));
        }
    }

    private static void print(String part, Measures measures) {
        System.out.printf(
                Locale.ROOT,
                "%-9s  %5d faces  accuracy %.4f  macro-F1 %.4f  KL %.4f%n",
                part,
                measures.n(),
                measures.accuracy(),
                measures.macroF1(),
                measures.kl());
    }
}
