package io.countenance.lab.experiment;

import io.countenance.lab.plot.BarPlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code ablation.csv}, {@code ablation.md} and {@code ablation.png}: what each part of the network
 * and each kind of label brings.
 */
public final class AblationReport implements ExperimentReport {

    private static final double ROOM = 2;

    private final ReportFiles files;
    private final String baseline;

    /**
     * A report.
     *
     * @param folder that is there, for the files
     * @param baseline key of the experiment that the others are compared with
     */
    public AblationReport(Path folder, String baseline) {
        files = new ReportFiles(folder, "ablation");
        this.baseline = baseline;
    }

    /** The table in Markdown. */
    public String table(List<ExperimentResult> results) {
        return ResultTable.markdown(columns(results), results);
    }

    @Override
    public void write(List<ExperimentResult> results) throws IOException {
        files.write(
                "Ablation",
                columns(results),
                results,
                "The difference is that of leak-free accuracy over the baseline, in points.");
        plot(results).write(files.plot());
    }

    private List<ResultColumn> columns(List<ExperimentResult> results) {
        Optional<Double> base =
                results.stream()
                        .filter(result -> result.experiment().key().equals(baseline))
                        .map(result -> result.decisiveAccuracy().mean())
                        .findFirst();
        return List.of(
                ResultColumn.name("variant"),
                ResultColumn.PARAMETERS,
                ResultColumn.MULTIPLY_ADDS,
                ResultColumn.ACCURACY,
                ResultColumn.LEAK_FREE_ACCURACY,
                ResultColumn.MACRO_F1,
                ResultColumn.KL,
                new ResultColumn(
                        "difference, points",
                        result ->
                                base.map(from -> difference(result, from))
                                        .orElse(ResultColumn.NONE)),
                ResultColumn.MINUTES);
    }

    private String difference(ExperimentResult result, double from) {
        return result.experiment().key().equals(baseline)
                ? ResultColumn.NONE
                : String.format(
                        Locale.ROOT, "%+.2f", 100 * (result.decisiveAccuracy().mean() - from));
    }

    private static BarPlot plot(List<ExperimentResult> results) {
        double[] means =
                results.stream().mapToDouble(r -> 100 * r.decisiveAccuracy().mean()).toArray();
        double[] halves =
                results.stream().mapToDouble(r -> 100 * r.decisiveAccuracy().half()).toArray();
        double low = 100;
        double high = 0;
        for (int i = 0; i < means.length; i++) {
            low = Math.min(low, means[i] - halves[i]);
            high = Math.max(high, means[i] + halves[i]);
        }
        // The differences are a few points: on an axis from zero they could not be seen.
        double from = Math.max(0, Math.floor(low - ROOM));
        BarPlot plot =
                new BarPlot(
                                "Ablation",
                                "variant",
                                "leak-free accuracy, %% (from %.0f)".formatted(from),
                                results.stream().map(r -> r.experiment().name()).toList())
                        .range(from, Math.min(100, Math.ceil(high + ROOM / 2)));
        boolean several = results.stream().anyMatch(result -> result.runs().size() > 1);
        return several
                ? plot.add("leak-free accuracy", means, halves)
                : plot.add("leak-free accuracy", means);
    }
}
