package io.countenance.connectors.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AliveFileTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir private Path folder;

    @Test
    void isAsYoungAsTheLastFrameAndTouchedOnceASecond() throws Exception {
        Path file = folder.resolve("alive");
        AliveFile alive = new AliveFile(file);
        assertThat(file).doesNotExist();
        alive.touch();
        assertThat(file).exists();

        Files.setLastModifiedTime(file, LONG_AGO);
        alive.touch();
        assertThat(Files.getLastModifiedTime(file)).as("within a second").isEqualTo(LONG_AGO);

        new AliveFile(file).touch();
        assertThat(Files.getLastModifiedTime(file)).isGreaterThan(LONG_AGO);
    }

    @Test
    void publishingGoesOnWhereItCannotBeWritten() {
        AliveFile alive = new AliveFile(folder.resolve("missing/alive"));
        assertThatCode(alive::touch).doesNotThrowAnyException();
    }
}
