package io.countenance.job.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParameterException;

/** Any bytes as a file of options are options that a job can be put together from, or refused. */
class JobOptionsFuzzTest {

    @TempDir private static Path folder;

    private static Stream<Arguments> seeds() {
        return Stream.of(
                seed(
                        "frames",
                        """
                        kafka.bootstrap-servers=broker:9092
                        kafka.property=security.protocol=SASL_SSL
                        frames.start-from=\\u0065arliest
                        frames.max-out-of-orderness=PT0.5S
                        frames.max-jump=1min
                        frames.camera-ttl=P1DT2H
                        frames.max-fps=12.5
                        overload=sample
                        overload.max-lag=10s
                        """),
                seed(
                        "windows",
                        """
                        kafka.bootstrap-servers=[::1]:9092
                        windows.type=sliding
                        windows.size=10s
                        windows.slide=500ms
                        windows.allowed-lateness=2 s
                        tracker.high-score=7e-1
                        expression.privacy=room
                        results.delivery=exactly-once
                        checkpoint.interval=1h
                        device=cpu
                        """));
    }

    private static Arguments seed(String name, String options) {
        return Arguments.of(Named.of(name, options.getBytes(UTF_8)));
    }

    @Timeout(20)
    @MethodSource("seeds")
    @FuzzTest
    void optionsAreTakenOrRefused(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("job.properties"), bytes);
        try {
            JobOptions options = JobOptions.parse("--config", file.toString());
            if (!options.informationOnly()) {
                use(options);
            }
        } catch (ParameterException | InvalidOptionException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Everything that is asked of options before a job starts. */
    private static void use(JobOptions options) {
        assertThat(options.frameSource().topic()).isNotNull();
        assertThat(options.resultSinks().format()).isNotNull();
        assertThat(options.resultTopics().all()).doesNotContainNull();
        assertThat(options.topics()).isNotEmpty();
        assertThat(options.batchLimits().maxFrames()).isPositive();
        assertThat(options.imageLimits().maxPixels()).isPositive();
        assertThat(options.cameraTime().maxJump().toMillis()).isNotNegative();
        assertThat(options.detector().inputSize()).isPositive();
        assertThat(options.servedModel().model().maxBatch()).isPositive();
        assertThat(options.tracker().maxLost().toMillis()).isPositive();
        assertThat(options.windows().size().toMillis()).isPositive();
        assertThat(options.checkpointInterval().toMillis()).isNotNegative();
        if (options.sampling() != null) {
            assertThat(options.sampling().maxFramesPerSecond()).isPositive();
        }
    }
}
