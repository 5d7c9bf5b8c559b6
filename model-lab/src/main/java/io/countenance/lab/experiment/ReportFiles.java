package io.countenance.lab.experiment;

import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.train.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The files of a report: {@code NAME.csv}, {@code NAME.md} and {@code NAME.png} in one folder.
 *
 * @param folder where they are written
 * @param name of each, without its ending
 */
record ReportFiles(Path folder, String name) {

    Path plot() {
        return folder.resolve(name + ".png");
    }

    /**
     * Writes table and CSV.
     *
     * @param title of the page
     * @param columns of the table
     * @param results its rows
     * @param remark below it
     */
    void write(
            String title, List<ResultColumn> columns, List<ExperimentResult> results, String remark)
            throws IOException {
        ResultTable.writeCsv(folder.resolve(name + ".csv"), results);
        Files.writeString(
                folder.resolve(name + ".md"),
                "# %s%n%n%s%n%s%n%n%s%n"
                        .formatted(
                                title,
                                ResultTable.markdown(columns, results),
                                remark,
                                protocol(results))
                        .replace(System.lineSeparator(), "\n"));
    }

    /** How the rows were trained and measured. */
    private static String protocol(List<ExperimentResult> results) {
        TrainingSettings settings = results.get(0).experiment().settings();
        Evaluation validation = results.get(0).runs().get(0).validation();
        int seeds = results.stream().mapToInt(result -> result.runs().size()).max().orElseThrow();
        return String.format(
                Locale.ROOT,
                "Measured on %d validation faces; leak-free, as macro-F1 and KL are: the %d of them"
                        + " without a copy in the training split. The measures are those of each"
                        + " run's best epoch, the checkpoint that `train` keeps: that with the"
                        + " highest leak-free accuracy on the same faces, which flatters all rows"
                        + " alike. %s Every row: %s, input %d px, %s, batch %d, learning rate %s,"
                        + " from seed %d on.",
                validation.all().n(),
                validation.decisive().n(),
                seeds == 1
                        ? "One seed a row."
                        : "Up to %d seeds a row: mean ± half the distance of the extremes."
                                .formatted(seeds),
                settings.trainingData(),
                settings.network().inputSize(),
                settings.maxMinutes() > 0
                        ? "at most %s minutes or %s"
                                .formatted(settings.maxMinutes(), epochs(settings))
                        : epochs(settings),
                settings.batchSize(),
                settings.learningRate(),
                settings.seed());
    }

    private static String epochs(TrainingSettings settings) {
        return settings.epochs() + (settings.epochs() == 1 ? " epoch" : " epochs");
    }
}
