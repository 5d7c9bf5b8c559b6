package io.countenance.benchmarks.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a subject's measurements came to, as a JSON file keeps it.
 *
 * @param subject its name, and its file's
 * @param date when, in ISO 8601, UTC
 * @param machine on what
 * @param libraries name and version of those whose speed it is
 * @param settings what it was asked for
 * @param unit what was counted, a second
 * @param measurements records, in the order of the table
 */
public record Report(
        String subject,
        String date,
        Machine machine,
        Map<String, String> libraries,
        Map<String, String> settings,
        String unit,
        List<?> measurements) {

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
