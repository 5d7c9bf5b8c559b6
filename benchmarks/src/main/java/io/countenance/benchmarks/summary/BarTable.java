package io.countenance.benchmarks.summary;

import io.countenance.benchmarks.summary.Bar.Verdict;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Bars as people read them. */
final class BarTable {

    private static final int DAY = "2026-11-25".length();

    private BarTable() {}

    /**
     * Prints a line for each, and how many were reached.
     *
     * @param dates when each subject was measured, in ISO 8601; empty where it was not
     */
    static void print(List<Bar> bars, Map<String, String> dates, PrintStream out) {
        String row =
                "%-"
                        + width(bars, Bar::subject)
                        + "s  %-10s  %-"
                        + width(bars, Bar::text)
                        + "s  %"
                        + Math.max("measured".length(), width(bars, Bar::measured))
                        + "s  %7s  %s";
        out.println(row.formatted("", "", "", "measured", "aim", "").stripTrailing());
        String last = "";
        for (Bar bar : bars) {
            boolean first = !bar.subject().equals(last);
            String date = dates.get(bar.subject());
            out.println(
                    row.formatted(
                                    first ? bar.subject() : "",
                                    first ? date.substring(0, Math.min(DAY, date.length())) : "",
                                    bar.text(),
                                    bar.measured(),
                                    bar.aim(),
                                    bar.verdict().text())
                            .stripTrailing());
            last = bar.subject();
        }
        out.printf(
                "%nMet %d, not met %d (docs/benchmarks.md says why), not measured %d.%n",
                count(bars, Verdict.MET),
                count(bars, Verdict.NOT_MET),
                count(bars, Verdict.NOT_MEASURED));
    }

    private static int width(List<Bar> bars, Function<Bar, String> column) {
        return bars.stream().map(column).mapToInt(String::length).max().orElse(1);
    }

    private static long count(List<Bar> bars, Verdict verdict) {
        return bars.stream().filter(bar -> bar.verdict() == verdict).count();
    }
}
