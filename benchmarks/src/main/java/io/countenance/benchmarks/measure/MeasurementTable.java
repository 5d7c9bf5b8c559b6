package io.countenance.benchmarks.measure;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Measurements as people read them. */
final class MeasurementTable {

    private MeasurementTable() {}

    /**
     * Prints a line for each.
     *
     * @param unit what was counted, a second
     */
    static void print(
            String subject, String unit, List<Measurement> measurements, PrintStream out) {
        Machine machine = Machine.here();
        int setting = width(measurements.stream().map(Measurement::setting).toList());
        int contender = width(measurements.stream().map(Measurement::contender).toList());
        out.printf(
                "%s: %s, %d processors, %s%n",
                subject, machine.processorName(), machine.processors(), machine.java());
        String row = "%-" + setting + "s  %-" + contender + "s  %12s  %6s%n";
        out.printf(row, "", "", unit, "ratio");
        String last = "";
        for (Measurement measurement : measurements) {
            out.printf(
                    row,
                    measurement.setting().equals(last) ? "" : measurement.setting(),
                    measurement.contender(),
                    String.format(Locale.ROOT, "%,.0f", measurement.median()),
                    String.format(Locale.ROOT, "%.2f", measurement.ratio()));
            last = measurement.setting();
        }
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(1);
    }
}
