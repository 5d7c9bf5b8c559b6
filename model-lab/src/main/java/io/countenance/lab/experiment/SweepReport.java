package io.countenance.lab.experiment;

import io.countenance.lab.plot.LinePlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * {@code sweep.csv}, {@code sweep.md} and {@code sweep.png}: accuracy over a number that is varied.
 * The name of each experiment is the number.
 */
public final class SweepReport implements ExperimentReport {

    private final ReportFiles files;
    private final String parameter;

    /**
     * A report.
     *
     * @param folder that is there, for the files
     * @param parameter what is varied, for people: {@code β}
     */
    public SweepReport(Path folder, String parameter) {
        files = new ReportFiles(folder, "sweep");
        this.parameter = parameter;
    }

    /** The table in Markdown. */
    public String table(List<ExperimentResult> results) {
        return ResultTable.markdown(columns(), results);
    }

    /**
     * Names the value with the highest leak-free accuracy, the first of them if several have it.
     */
    public String best(List<ExperimentResult> results) {
        ExperimentResult best = results.get(0);
        for (ExperimentResult result : results) {
            if (result.decisiveAccuracy().mean() > best.decisiveAccuracy().mean()) {
                best = result;
            }
        }
        return "Best by leak-free accuracy: %s = %s with %s %%."
                .formatted(
                        parameter,
                        best.experiment().name(),
                        best.decisiveAccuracy().times(100).text(2));
    }

    @Override
    public void write(List<ExperimentResult> results) throws IOException {
        files.write("Sweep over " + parameter, columns(), results, best(results));
        List<ExperimentResult> ascending =
                results.stream().sorted(Comparator.comparingDouble(SweepReport::value)).toList();
        LinePlot plot = new LinePlot("Accuracy over " + parameter, parameter, "accuracy, %");
        add(plot, "leak-free faces", ascending, ExperimentResult::decisiveAccuracy);
        add(plot, "all validation faces", ascending, ExperimentResult::accuracy);
        plot.write(files.plot());
    }

    private List<ResultColumn> columns() {
        return List.of(
                ResultColumn.name(parameter),
                ResultColumn.ACCURACY,
                ResultColumn.LEAK_FREE_ACCURACY,
                ResultColumn.MACRO_F1,
                ResultColumn.KL,
                ResultColumn.MINUTES);
    }

    private static double value(ExperimentResult result) {
        return Double.parseDouble(result.experiment().name());
    }

    private static void add(
            LinePlot plot,
            String name,
            List<ExperimentResult> results,
            Function<ExperimentResult, Spread> measure) {
        double[] x = results.stream().mapToDouble(SweepReport::value).toArray();
        double[] y = results.stream().mapToDouble(r -> 100 * measure.apply(r).mean()).toArray();
        double[] spread =
                results.stream().mapToDouble(r -> 100 * measure.apply(r).half()).toArray();
        if (results.stream().anyMatch(result -> result.runs().size() > 1)) {
            plot.add(name, x, y, spread);
        } else {
            plot.add(name, x, y);
        }
    }
}
