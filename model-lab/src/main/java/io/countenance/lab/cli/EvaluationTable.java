package io.countenance.lab.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countenance.lab.evaluate.ConfusionMatrix;
import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.evaluate.Measures;
import java.io.PrintStream;
import java.util.Locale;

/** An evaluation for people, and its classes as JSON. */
final class EvaluationTable {

    private static final String ROW = "%-10s %6s %9s %9s %7s %10s %7s %9s %7s %13s %7s %9s%n";

    private EvaluationTable() {}

    static void print(PrintStream out, Evaluation evaluation, ConfusionMatrix confusion) {
        out.printf(
                ROW,
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
        row(out, "all", evaluation.all());
        if (evaluation.leakFree() != null) {
            row(out, "leak-free", evaluation.leakFree());
        }
        out.printf("%n%-10s %6s %9s %9s %9s%n", "expression", "faces", "recall", "precision", "F1");
        for (int label = 0; label < confusion.labels().size(); label++) {
            out.printf(
                    Locale.ROOT,
                    "%-10s %6d %9.4f %9.4f %9.4f%n",
                    confusion.labels().get(label),
                    confusion.actual(label),
                    confusion.recall(label),
                    confusion.precision(label),
                    confusion.f1(label));
        }
    }

    static ObjectNode classes(ObjectMapper json, ConfusionMatrix confusion) {
        ObjectNode classes = json.createObjectNode();
        for (int label = 0; label < confusion.labels().size(); label++) {
            classes.putObject(confusion.labels().get(label))
                    .put("n", confusion.actual(label))
                    .put("recall", confusion.recall(label))
                    .put("precision", confusion.precision(label))
                    .put("f1", confusion.f1(label));
        }
        return classes;
    }

    private static void row(PrintStream out, String part, Measures measures) {
        out.printf(
                ROW,
                part,
                measures.n(),
                number(measures.accuracy()),
                number(measures.macroF1()),
                number(measures.kl()),
                number(measures.chebyshev()),
                number(measures.clark()),
                number(measures.canberra()),
                number(measures.cosine()),
                number(measures.intersection()),
                number(measures.ece()),
                measures.fer2013Accuracy() == null ? "-" : number(measures.fer2013Accuracy()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
