package io.countenance.benchmarks.summary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.benchmarks.measure.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The measurements of one subject, from the file that {@link Report} writes.
 *
 * @param subject its name
 * @param date when, in ISO 8601, UTC; empty where there is no file
 * @param measurements as the file has them; none where there is no file
 */
record Results(String subject, String date, List<JsonNode> measurements) {

    /**
     * Reads them.
     *
     * @throws IOException where the file is no JSON
     */
    static Results read(Path folder, String subject) throws IOException {
        Path file = folder.resolve(subject + ".json");
        if (!Files.exists(file)) {
            return new Results(subject, "", List.of());
        }
        JsonNode report = new ObjectMapper().readTree(file.toFile());
        List<JsonNode> measurements = new ArrayList<>();
        report.path("measurements").forEach(measurements::add);
        return new Results(subject, report.path("date").asText(), measurements);
    }

    /** The first measurement with this text in this field. */
    Optional<JsonNode> first(String field, String text) {
        return measurements.stream().filter(m -> m.path(field).asText().equals(text)).findFirst();
    }

    /** The measurements that have this field. */
    List<JsonNode> with(String field) {
        return measurements.stream().filter(m -> m.has(field)).toList();
    }
}
