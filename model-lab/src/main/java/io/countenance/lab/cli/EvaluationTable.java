package io.countenance.lab.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countenance.lab.evaluate.ConfusionMatrix;
import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.evaluate.MeasureColumn;
import io.countenance.lab.evaluate.Measures;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Function;

/** An evaluation for people, and its classes as JSON. */
final class EvaluationTable {

    private static final int LEAST_WIDTH = 6;

    private EvaluationTable() {}

    static void print(PrintStream out, Evaluation evaluation, ConfusionMatrix confusion) {
        row(out, "", MeasureColumn::header);
        row(out, "all", column -> column.text(evaluation.all()));
        Measures leakFree = evaluation.leakFree();
        if (leakFree != null) {
            row(out, "leak-free", column -> column.text(leakFree));
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

    private static void row(PrintStream out, String name, Function<MeasureColumn, String> cell) {
        StringBuilder line = new StringBuilder("%-10s".formatted(name));
        for (MeasureColumn column : MeasureColumn.values()) {
            int width = Math.max(LEAST_WIDTH, column.header().length() + 1);
            line.append((" %" + width + "s").formatted(cell.apply(column)));
        }
        out.println(line);
    }
}
