package io.countenance.benchmarks.measure;

import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all subjects have: how often to measure, and where the result goes. */
public final class ReportOptions {

    @Option(
            names = "--turns",
            defaultValue = "7",
            paramLabel = "<count>",
            description =
                    "Each contender is measured so often, in alternation; medians are printed.")
    private int turns;

    @Mixin private ResultsFolder results;

    /** For picocli. */
    public ReportOptions() {}

    /**
     * Checked {@code --turns}.
     *
     * @throws InvalidOptionException where it is below 1
     */
    public int turns() {
        InvalidOptionException.check(turns >= 1, "--turns", turns, "must be 1 or more", 7);
        return turns;
    }

    /** Where the file goes, and what belongs to it. */
    public Path folder() {
        return results.path();
    }

    /** Prints a table of the measurements and writes the file. */
    public void report(
            String subject,
            Map<String, String> libraries,
            Map<String, String> settings,
            String unit,
            List<Measurement> measurements)
            throws IOException {
        MeasurementTable.print(subject, unit, measurements, System.out);
        write(subject, libraries, settings, unit, measurements);
    }

    /**
     * Writes the file and says where.
     *
     * @param measurements records, as the file has them
     */
    public void write(
            String subject,
            Map<String, String> libraries,
            Map<String, String> settings,
            String unit,
            List<?> measurements)
            throws IOException {
        results.write(subject, libraries, settings, unit, measurements);
    }
}
