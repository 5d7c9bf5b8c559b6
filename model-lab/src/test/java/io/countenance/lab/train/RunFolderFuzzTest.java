package io.countenance.lab.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.lab.data.Augmentation;
import io.countenance.lab.data.Sampling;
import io.countenance.lab.loss.LossKind;
import io.countenance.lab.loss.LossSettings;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as the files of a run's folder are settings, a state and metrics, or refused. */
class RunFolderFuzzTest {

    @TempDir private static Path folder;

    private static Stream<Arguments> seeds() throws IOException {
        ObjectMapper json = new ObjectMapper();
        TrainingSettings settings =
                new TrainingSettings(
                        new NetworkSpec(Variant.FULL, 48, 2, 0.1f),
                        List.of("calm", "other"),
                        "drawn faces",
                        new LossSettings(LossKind.KL_COMBO, 1, 0.5f, 0.6f, 1),
                        new Augmentation(5, 0.05, 0.05, 0.5, 0.1, 0.05, 0.5, 0.4),
                        Sampling.BALANCED,
                        2,
                        16,
                        0.05f,
                        Optimiser.NESTEROV,
                        RateDecay.COSINE,
                        0.9f,
                        5e-4f,
                        1,
                        0.9f,
                        0,
                        11);
        return Stream.of(
                Arguments.of(Named.of("nothing", "null".getBytes(UTF_8))),
                Arguments.of(Named.of("settings", json.writeValueAsBytes(settings))),
                Arguments.of(Named.of("state", json.writeValueAsBytes(TrainingState.START))),
                Arguments.of(
                        Named.of(
                                "metrics",
                                (EpochMetrics.HEADER + "\n1,0.5,100,0.01,1.5,0.4,1.6,0.3,0.3\n")
                                        .getBytes(UTF_8))));
    }

    @Timeout(20)
    @MethodSource("seeds")
    @FuzzTest
    void filesAreReadOrRefused(byte[] bytes) throws IOException {
        Files.write(folder.resolve("settings.json"), bytes);
        Files.write(folder.resolve("state.json"), bytes);
        Files.write(folder.resolve("metrics.csv"), bytes);
        readOrRefused(() -> new Checkpoints(folder).settings());
        readOrRefused(() -> Checkpoints.state(folder));
        readOrRefused(() -> EpochLine.readAll(folder));
    }

    private interface Reading {
        Object read() throws IOException;
    }

    private static void readOrRefused(Reading reading) {
        try {
            assertThat(reading.read()).isNotNull();
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
