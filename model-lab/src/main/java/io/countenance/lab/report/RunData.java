package io.countenance.lab.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.SplitCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run learnt from and was measured on, as numbers. Stands in the run's folder as {@code
 * data.json}.
 *
 * @param training the faces learnt from
 * @param validation those measured on after each epoch, null where there were none
 */
public record RunData(SplitCounts training, @Nullable SplitCounts validation) {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Counts the splits. */
    public static RunData of(FaceSet training, @Nullable FaceSet validation) {
        return new RunData(
                SplitCounts.of(training), validation == null ? null : SplitCounts.of(validation));
    }

    /** Writes it into the folder of a run, which is there. */
    public void write(Path run) throws IOException {
        JSON.writeValue(file(run).toFile(), this);
    }

    /** What a run's folder says; empty in folders of before it was kept. */
    static Optional<RunData> read(Path run) throws IOException {
        Path file = file(run);
        return Files.exists(file)
                ? Optional.ofNullable(JSON.readValue(file.toFile(), RunData.class))
                : Optional.empty();
    }

    private static Path file(Path run) {
        return run.resolve("data.json");
    }
}
