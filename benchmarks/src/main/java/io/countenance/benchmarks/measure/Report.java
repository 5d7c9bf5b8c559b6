package io.countenance.benchmarks.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a subject's measurements came to: a table for people, and a JSON file.
 *
 * @param subject its name, and its file's
 * @param date when, in ISO 8601, UTC
 * @param machine on what
 * @param libraries name and version of those whose speed it is
 * @param settings what it was asked for
 * @param unit what was counted, a second
 * @param measurements in the order of the table
 */
public record Report(
        String subject,
        String date,
        Machine machine,
        Map<String, String> libraries,
        Map<String, String> settings,
        String unit,
        List<Measurement> measurements) {

    /** Prints the table. */
    public void print(PrintStream out) {
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

    /**
     * Writes {@code SUBJECT.json} into a folder, replacing the last one.
     *
     * @return the file
     */
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(subject + ".json");
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.writeString(file, json.writeValueAsString(this) + "\n");
        return file;
    }
}
