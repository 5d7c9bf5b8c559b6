package io.countenance.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.options.InvalidOptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTokenTest {

    @TempDir private Path folder;

    @Test
    void aGeneratedOneMatchesItselfAlone() {
        AccessToken token = AccessToken.generate();
        assertThat(token.secret()).matches("[A-Za-z0-9_-]{22}");
        assertThat(token.matches(token.secret())).isTrue();
        assertThat(token.matches(AccessToken.generate().secret())).isFalse();
        assertThat(token.matches(token.secret().substring(1))).isFalse();
        assertThat(token.matches("")).isFalse();
        assertThat(token.matches(null)).isFalse();
        assertThat(token.toString()).doesNotContain(token.secret());
    }

    @Test
    void readsOneFromAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), " 0123456789abcdef\n");
        assertThat(AccessToken.read("--token-file", file).matches("0123456789abcdef")).isTrue();
    }

    @Test
    void refusesOneThatIsShortOrNotThere() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "short");
        assertThatThrownBy(() -> AccessToken.read("--token-file", file))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--token-file")
                .hasMessageContaining("must hold 16 to 256")
                .hasMessageNotContaining("short'");
        assertThatThrownBy(() -> AccessToken.read("--token-file", folder.resolve("none")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("must be a file that can be read");
    }
}
