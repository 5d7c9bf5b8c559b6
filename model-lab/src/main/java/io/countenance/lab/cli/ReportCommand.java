package io.countenance.lab.cli;

import io.countenance.lab.data.FaceSet;
import io.countenance.lab.evaluate.Evaluator;
import io.countenance.lab.evaluate.FaceScorer;
import io.countenance.lab.evaluate.NetworkScorer;
import io.countenance.lab.report.MeasuredSplit;
import io.countenance.lab.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the report of a training run anew. */
@Command(
        name = "report",
        description =
                "Writes report.html and plots/ of a training run anew, finished or not, from what"
                        + " its folder holds.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Option(
            names = "--run",
            required = true,
            paramLabel = "<folder>",
            description = "The training run.")
    private Path run;

    @ArgGroup(
            exclusive = false,
            heading =
                    "Faces to measure the best checkpoint on; its own validation where none are"
                            + " given%n")
    private @Nullable FaceSource faces;

    @Override
    public Integer call() throws IOException {
        Path page = faces == null ? RunReport.write(run) : RunReport.write(run, measured(faces));
        System.out.printf("report: %s%n", page);
        return 0;
    }

    private MeasuredSplit measured(FaceSource source) throws IOException {
        try (TrainedNetwork trained = TrainedNetwork.open(run);
                FaceScorer scorer = new NetworkScorer(trained.manager(), trained.network())) {
            FaceSet set = trained.withItsLabels(source.load(scorer.colour()), run);
            return MeasuredSplit.of(source.text(), set, Evaluator.predict(scorer, set));
        }
    }
}
