package io.countenance.job.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.countenance.options.InvalidOptionException;
import io.countenance.schemas.hostile.ByteMutator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParameterException;

/** A damaged file of options is taken, or refused with a message. */
class HostileOptionsTest {

    private static final int INPUTS = Integer.getInteger("countenance.hostile.inputs", 500);
    private static final long SEED = Long.getLong("countenance.hostile.seed", 1);
    private static final String WHOLE =
            """
            kafka.bootstrap-servers=localhost:9092
            kafka.property=security.protocol=SASL_SSL
            frames.max-bytes=1000000
            windows.size=10s
            windows.type=sliding
            tracker.high-score=0.7
            results.delivery=exactly-once
            frames.start-from=\\u0065arliest
            """;

    @TempDir private Path directory;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void optionsAreTakenOrRefused() throws Exception {
        ByteMutator mutator = new ByteMutator(SEED, List.of(WHOLE.getBytes(UTF_8)));
        Path file = directory.resolve("job.properties");
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutator.next();
            Files.write(file, bytes);
            try {
                JobOptions.parse("--config", file.toString());
            } catch (ParameterException | InvalidOptionException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            } catch (RuntimeException e) {
                fail("input " + i + ": " + HexFormat.of().formatHex(bytes), e);
            }
        }
        assertThat(refused).isGreaterThan(INPUTS / 4);
    }
}
