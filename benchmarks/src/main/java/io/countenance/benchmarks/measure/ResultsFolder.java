package io.countenance.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where a subject's result goes. */
public final class ResultsFolder {

    @Option(
            names = "--results",
            defaultValue = "benchmarks/results",
            paramLabel = "<folder>",
            description = "SUBJECT.json goes here.")
    private Path results;

    /** For picocli. */
    public ResultsFolder() {}

    /** The folder, which may not be there yet. */
    public Path path() {
        return results;
    }

    /**
     * Writes the file and says where.
     *
     * @param unit what was counted, a second; empty where nothing is a speed
     * @param measurements records, as the file has them
     */
    public void write(
            String subject,
            Map<String, String> libraries,
            Map<String, String> settings,
            String unit,
            List<?> measurements)
            throws IOException {
        Report report =
                new Report(
                        subject,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                        Machine.here(),
                        libraries,
                        settings,
                        unit,
                        measurements);
        System.out.println(report.write(results));
    }
}
