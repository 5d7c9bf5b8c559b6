package io.countenance.benchmarks.latency;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Latencies as people read them. */
final class LatencyTable {

    private static final String ROW = "%-52s %9s %5s %-18s %8s %9s %9s %9s %9s%n";

    private LatencyTable() {}

    /** Prints a line for each. */
    static void print(String frames, int parallelism, List<Latency> latencies, PrintStream out) {
        out.printf("latency, ms: %s, parallelism %d%n", frames, parallelism);
        out.printf(ROW, "", "frames/s", "load", "", "records", "p50", "p95", "p99", "longest");
        String last = "";
        for (Latency latency : latencies) {
            String setting = (latency.delivery() + " " + latency.option()).strip();
            boolean first = !setting.equals(last);
            out.printf(
                    ROW,
                    first ? setting : "",
                    first ? number("%.0f", latency.sustained()) : "",
                    number("%.0f%%", 100 * latency.load()),
                    latency.record(),
                    number("%,d", latency.count()),
                    number("%,.0f", latency.p50()),
                    number("%,.0f", latency.p95()),
                    number("%,.0f", latency.p99()),
                    number("%,.0f", latency.max()));
            last = setting;
        }
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
