package io.countenance.demo.compare;

import io.countenance.schemas.ExpressionWindow;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints differences for people. */
final class DifferenceTable {

    /** Of each list, so that a table of a year's windows still ends. */
    private static final int LISTED = 20;

    private final PrintWriter out;

    DifferenceTable(PrintWriter out) {
        this.out = out;
    }

    void print(WindowDifferences differences) {
        out.printf(
                Locale.ROOT,
                "%-20s %8s %10s %10s %10s %18s %21s %10s %11s%n",
                "camera",
                "in both",
                "identical",
                "mean KL",
                "largest KL",
                "changed dominants",
                "abstains in one only",
                "only left",
                "only right");
        for (String camera : differences.cameras()) {
            row(camera, differences.of(camera));
        }
        row("all", differences);
        list(
                "Changed dominants",
                differences.changedDominants().stream()
                        .map(
                                pair ->
                                        "%s  %s → %s  KL %s"
                                                .formatted(
                                                        text(pair.key()),
                                                        pair.left().getDominant(),
                                                        pair.right().getDominant(),
                                                        number(pair.divergence())))
                        .toList());
        list(
                "Abstains in one only",
                differences.abstainsInOneOnly().stream()
                        .map(
                                pair ->
                                        "%s  %s → %s"
                                                .formatted(
                                                        text(pair.key()),
                                                        dominant(pair.left()),
                                                        dominant(pair.right())))
                        .toList());
        list("Only left", differences.onlyLeft().stream().map(DifferenceTable::text).toList());
        list("Only right", differences.onlyRight().stream().map(DifferenceTable::text).toList());
        out.flush();
    }

    private void row(String name, WindowDifferences differences) {
        out.printf(
                Locale.ROOT,
                "%-20s %8d %10d %10s %10s %18d %21d %10d %11d%n",
                name,
                differences.pairs().size(),
                differences.identical(),
                number(differences.meanDivergence()),
                number(differences.largestDivergence()),
                differences.changedDominants().size(),
                differences.abstainsInOneOnly().size(),
                differences.onlyLeft().size(),
                differences.onlyRight().size());
    }

    private void list(String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        out.printf("%n%s:%n", title);
        lines.stream().limit(LISTED).forEach(line -> out.println("  " + line));
        if (lines.size() > LISTED) {
            out.printf("  and %d more; --json has all%n", lines.size() - LISTED);
        }
    }

    private static String dominant(ExpressionWindow window) {
        return window.getAbstained() ? "abstained" : window.getDominant();
    }

    private static String text(WindowKey key) {
        return "%s/%d  %s to %s"
                .formatted(
                        key.cameraId(),
                        key.personId(),
                        Instant.ofEpochMilli(key.windowStart()),
                        Instant.ofEpochMilli(key.windowEnd()));
    }

    private static String number(@Nullable Double divergence) {
        return divergence == null ? "-" : String.format(Locale.ROOT, "%.6f", divergence);
    }
}
