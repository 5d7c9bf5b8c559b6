package io.countenance.connectors.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamUrlTest {

    @TempDir private Path folder;

    @Test
    void isWhatTheFileHoldsWithoutSpaceAround() throws Exception {
        Path file = Files.writeString(folder.resolve("url"), " rtsp://me:s3cret@door:554/a?b=c\n");
        assertThat(StreamUrl.read(file)).isEqualTo("rtsp://me:s3cret@door:554/a?b=c");
    }

    @Test
    void isRefusedWithoutTellingIt() throws Exception {
        for (String text : new String[] {"", "s3cret", "rtsp://s3cret@a rtsp://b", "rtsp://"}) {
            Path file = Files.writeString(folder.resolve("url"), text);
            assertThatThrownBy(() -> StreamUrl.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            file
                                    + " holds something else than one URL, such as rtsp://NAME@HOST/PATH");
        }
        assertThatThrownBy(() -> StreamUrl.read(folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none cannot be read");
    }

    @Test
    void isShownWithoutSecrets() {
        assertThat(StreamUrl.withoutSecrets("rtsp://me:p@ss@door:554/a?password=x#y"))
                .isEqualTo("rtsp://***@door:554/a");
        assertThat(StreamUrl.withoutSecrets("rtsp://me:p/a@s@door/a"))
                .isEqualTo("rtsp://***@door/a");
        assertThat(StreamUrl.withoutSecrets("rtsp://me:p?s@door/a")).isEqualTo("rtsp://***");
        assertThat(StreamUrl.withoutSecrets("rtsp://door/a?user=me@x&password=y"))
                .isEqualTo("rtsp://***");
        assertThat(StreamUrl.withoutSecrets("rtsp://door/a")).isEqualTo("rtsp://door/a");
    }
}
