package io.countenance.lab.report;

import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.evaluate.EvaluationDetails;
import io.countenance.lab.report.HtmlPage.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The report of a model on a split: {@code report.html} and, as files of their own, {@code
 * plots/confusion.png}, {@code plots/reliability.png}, {@code plots/recall.png}.
 */
public final class EvaluationReport {

    private EvaluationReport() {}

    /**
     * Writes a report, in place of one that is there.
     *
     * @param folder made where it is missing
     * @param model what was measured, for people
     * @param split what it came to
     * @return the page
     */
    public static Path write(Path folder, String model, MeasuredSplit split) throws IOException {
        Path plots = Files.createDirectories(folder.resolve("plots"));
        Path page = folder.resolve("report.html");
        new HtmlPage(
                        "Evaluation of " + model,
                        List.of("Measured on " + split.name() + "."),
                        List.of(
                                section("Measures", split.evaluation(), split.details(), plots),
                                new Section(
                                        "Data",
                                        List.of(),
                                        List.of(DataTable.of(Map.of(split.name(), split.counts()))),
                                        List.of())))
                .write(page);
        return page;
    }

    /** Measures with their plots. */
    static Section section(
            String heading, Evaluation evaluation, EvaluationDetails details, Path plots)
            throws IOException {
        return new Section(
                heading,
                List.of(
                        "Over the faces with a majority label; leak-free without those whose pixels"
                                + " stand in the training split too.",
                        "KL in nats; FER2013 is the accuracy against FER2013's own labels. 1 is"
                                + " best for accuracy, macro-F1, cosine, intersection and FER2013,"
                                + " 0 for the others."),
                List.of(
                        MeasuresTables.measures(evaluation),
                        MeasuresTables.classes(details.confusion())),
                new EvaluationFigures(details).write(plots));
    }
}
