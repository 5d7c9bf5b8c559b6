package io.countenance.lab.report;

import io.countenance.lab.evaluate.ConfusionMatrix;
import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.evaluate.MeasureColumn;
import io.countenance.lab.evaluate.Measures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Measures as tables. */
final class MeasuresTables {

    private MeasuresTables() {}

    /** A row for all faces, and one for those without a copy in the training split. */
    static HtmlPage.Table measures(Evaluation evaluation) {
        List<HtmlPage.Row> rows = new ArrayList<>();
        rows.add(row("all", evaluation.all()));
        if (evaluation.leakFree() != null) {
            rows.add(row("leak-free", evaluation.leakFree()));
        }
        List<String> header = new ArrayList<>(List.of(""));
        for (MeasureColumn column : MeasureColumn.values()) {
            header.add(column.header());
        }
        return new HtmlPage.Table(header, rows);
    }

    private static HtmlPage.Row row(String name, Measures measures) {
        return new HtmlPage.Row(
                name,
                Arrays.stream(MeasureColumn.values())
                        .map(column -> column.text(measures))
                        .toList());
    }

    /** A row for each expression. */
    static HtmlPage.Table classes(ConfusionMatrix confusion) {
        List<HtmlPage.Row> rows = new ArrayList<>();
        for (int label = 0; label < confusion.labels().size(); label++) {
            rows.add(
                    HtmlPage.Row.of(
                            confusion.labels().get(label),
                            Integer.toString(confusion.actual(label)),
                            number(confusion.recall(label)),
                            number(confusion.precision(label)),
                            number(confusion.f1(label))));
        }
        return new HtmlPage.Table(
                List.of("expression", "faces", "recall", "precision", "F1"), rows);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
