package io.countenance.lab.report;

import io.countenance.lab.data.SplitCounts;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.report.HtmlPage.Section;
import io.countenance.lab.train.Checkpoints;
import io.countenance.lab.train.EpochLine;
import io.countenance.lab.train.TrainingSettings;
import io.countenance.lab.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report of a training run, finished or not: {@code report.html} in its folder and, as files of
 * their own, the plots in {@code plots/}. Made of what the folder holds; trains and measures
 * nothing.
 */
public final class RunReport {

    private final Path run;
    private final TrainingSettings settings;
    private final List<EpochLine> epochs;
    private final @Nullable TrainingState best;
    private final @Nullable TrainingState last;

    private RunReport(Path run) throws IOException {
        this.run = run;
        Checkpoints checkpoints = new Checkpoints(run);
        settings = checkpoints.settings();
        epochs = EpochLine.readAll(run);
        best = state(checkpoints.best().orElse(null));
        last = state(checkpoints.last().orElse(null));
    }

    private static @Nullable TrainingState state(@Nullable Path checkpoint) throws IOException {
        return checkpoint == null ? null : Checkpoints.state(checkpoint);
    }

    /**
     * Writes the report of a run, in place of one that is there. Its measures are those that the
     * best checkpoint had on the validation data.
     *
     * @param run folder of the run
     * @return the page
     * @throws IOException where it is no run, or its {@code metrics.csv} is cut off or broken
     */
    public static Path write(Path run) throws IOException {
        return new RunReport(run).write((MeasuredSplit) null);
    }

    /**
     * The same with the measures of its best checkpoint on another split.
     *
     * @param run folder of the run
     * @param split what the best checkpoint came to
     * @return the page
     * @throws IOException where it is no run, or its {@code metrics.csv} is cut off or broken
     */
    public static Path write(Path run, MeasuredSplit split) throws IOException {
        return new RunReport(run).write(split);
    }

    private Path write(@Nullable MeasuredSplit split) throws IOException {
        Path plots = Files.createDirectories(run.resolve("plots"));
        List<Section> sections = new ArrayList<>();
        Section measures =
                split == null
                        ? validation(plots)
                        : EvaluationReport.section(
                                "Measures on " + split.name(),
                                split.evaluation(),
                                split.details(),
                                plots);
        if (measures != null) {
            sections.add(measures);
        }
        if (!epochs.isEmpty()) {
            sections.add(
                    new Section(
                            "Training",
                            List.of(),
                            List.of(),
                            new TrainingCurves(epochs, best == null ? null : best.epochs())
                                    .write(plots)));
        }
        Map<String, SplitCounts> splits = splits(split);
        if (!splits.isEmpty()) {
            sections.add(new Section("Data", List.of(), List.of(DataTable.of(splits)), List.of()));
        }
        sections.add(
                new Section("Settings", List.of(), List.of(SettingsTable.of(settings)), List.of()));
        Path page = run.resolve("report.html");
        new HtmlPage(
                        "Training run " + run.toAbsolutePath().normalize().getFileName(),
                        lead(),
                        sections)
                .write(page);
        return page;
    }

    private @Nullable Section validation(Path plots) throws IOException {
        if (best == null || best.validation() == null) {
            return null;
        }
        String heading = "Measures on the validation data";
        return best.details() == null
                ? new Section(
                        heading,
                        List.of(
                                "The checkpoint is of before confusion and reliability were kept:"
                                        + " model-lab report with --data measures it anew."),
                        List.of(MeasuresTables.measures(best.validation())),
                        List.of())
                : EvaluationReport.section(heading, best.validation(), best.details(), plots);
    }

    private Map<String, SplitCounts> splits(@Nullable MeasuredSplit measured) throws IOException {
        Map<String, SplitCounts> splits = new LinkedHashMap<>();
        RunData data = RunData.read(run).orElse(null);
        if (data != null) {
            splits.put("training", data.training());
            if (data.validation() != null) {
                splits.put("validation", data.validation());
            }
        }
        if (measured != null) {
            splits.put(measured.name(), measured.counts());
        }
        return splits;
    }

    private List<String> lead() {
        NetworkSpec network = settings.network();
        List<String> lead = new ArrayList<>();
        lead.add(
                "Network: %s, %d px, %s. Trained on: %s."
                        .formatted(
                                network.variant().text(),
                                network.inputSize(),
                                network.colour().text(),
                                settings.trainingData()));
        lead.add(progress());
        if (best != null) {
            lead.add(kept(best));
        }
        return lead;
    }

    private String progress() {
        if (last == null) {
            return "No epoch is done yet.";
        }
        String done =
                String.format(
                        Locale.ROOT,
                        "%d of %d epochs done, %.1f minutes of training%s.",
                        last.epochs(),
                        settings.epochs(),
                        last.minutes(),
                        settings.maxMinutes() > 0
                                ? String.format(
                                        Locale.ROOT, " of at most %.0f", settings.maxMinutes())
                                : "");
        return last.unfinished() == null
                ? done
                : done
                        + " Stopped in epoch %d after step %d."
                                .formatted(last.epochs() + 1, last.unfinished().steps());
    }

    private static String kept(TrainingState best) {
        if (best.validation() == null) {
            return "Kept: epoch %d, the last one, for the run has no validation data."
                    .formatted(best.epochs());
        }
        return String.format(
                Locale.ROOT,
                "Kept: epoch %d, for its accuracy of %.4f on %s.",
                best.epochs(),
                best.validation().decisive().accuracy(),
                best.validation().leakFree() == null
                        ? "the validation data"
                        : "the validation pictures without a copy in the training split");
    }
}
