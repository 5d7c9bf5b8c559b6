package io.countenance.lab.report;

import io.countenance.lab.evaluate.ConfusionMatrix;
import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.evaluate.Measures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures as tables. */
final class MeasuresTables {

    private static final List<String> HEADER =
            List.of(
                    "",
                    "faces",
                    "accuracy",
                    "macro-F1",
                    "KL",
                    "Chebyshev",
                    "Clark",
                    "Canberra",
                    "cosine",
                    "intersection",
                    "ECE",
                    "FER2013");

    private MeasuresTables() {}

    /** A row for all faces, and one for those without a copy in the training split. */
    static HtmlPage.Table measures(Evaluation evaluation) {
        List<HtmlPage.Row> rows = new ArrayList<>();
        rows.add(row("all", evaluation.all()));
        if (evaluation.leakFree() != null) {
            rows.add(row("leak-free", evaluation.leakFree()));
        }
        return new HtmlPage.Table(HEADER, rows);
    }

    private static HtmlPage.Row row(String name, Measures measures) {
        return HtmlPage.Row.of(
                name,
                Integer.toString(measures.n()),
                number(measures.accuracy()),
                number(measures.macroF1()),
                number(measures.kl()),
                number(measures.chebyshev()),
                number(measures.clark()),
                number(measures.canberra()),
                number(measures.cosine()),
                number(measures.intersection()),
                number(measures.ece()),
                measures.fer2013Accuracy() == null ? "–" : number(measures.fer2013Accuracy()));
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
