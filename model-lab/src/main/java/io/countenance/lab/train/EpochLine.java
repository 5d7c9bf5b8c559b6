package io.countenance.lab.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a run's {@code metrics.csv}, read back. Those of its columns that are measured on
 * validation data are null without them.
 *
 * @param epoch counted from 1
 * @param minutes trained so far
 * @param imagesPerSecond in training, this epoch
 * @param learningRate of the epoch's last step
 * @param trainLoss mean over the epoch
 * @param trainAccuracy share of the faces with a majority label, as the weights stood and the
 *     pictures were varied in each step; null in files that were written before it was measured
 * @param validLoss of the averaged weights
 * @param validAccuracy of the averaged weights, over all faces with a majority label
 * @param leakFreeAccuracy over those whose pixels do not stand in the training split too
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EpochLine(
        @JsonProperty(required = true) int epoch,
        double minutes,
        double imagesPerSecond,
        @JsonProperty(required = true) double learningRate,
        @JsonProperty(required = true) double trainLoss,
        @Nullable Double trainAccuracy,
        @Nullable Double validLoss,
        @Nullable Double validAccuracy,
        @Nullable Double leakFreeAccuracy) {

    private static final CsvMapper CSV =
            CsvMapper.builder()
                    .enable(CsvParser.Feature.EMPTY_STRING_AS_NULL)
                    .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /**
     * Reads the {@code metrics.csv} of a run.
     *
     * @param run its folder
     * @return the epochs done, in their order; empty before the end of the first
     * @throws IOException where the file is missing, or is cut off or broken, with the line
     */
    public static List<EpochLine> readAll(Path run) throws IOException {
        Path file = MetricsFile.of(run).path();
        if (!Files.isRegularFile(file)) {
            throw new IOException(run + " has no metrics.csv");
        }
        String text = Files.readString(file);
        long lines = text.lines().count();
        // A number that is cut off is a number still: the missing line end gives it away.
        if (!text.endsWith("\n")) {
            throw new IOException(
                    "%s is cut off in line %d: go on with the run, which mends it, or delete that line"
                            .formatted(file, lines));
        }
        try (MappingIterator<EpochLine> rows =
                CSV.readerFor(EpochLine.class)
                        .with(CsvSchema.emptySchema().withHeader())
                        .readValues(text)) {
            return rows.readAll();
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "%s is broken in line %d: %s"
                            .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()),
                    e);
        }
    }
}
