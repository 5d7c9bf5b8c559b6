package io.countenance.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.options.OptionsReference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsReferenceTest {

    @Test
    void documentationIsUpToDate() throws Exception {
        Path file = Path.of("../docs/options/dashboard.md");
        String reference = OptionsReference.markdown(new Dashboard());
        if (Boolean.getBoolean("countenance.docs.write")) {
            Files.writeString(file, reference);
        }
        assertThat(file)
                .as("regenerate with mvn -pl dashboard -am test -Dcountenance.docs.write=true")
                .content()
                .isEqualTo(reference);
    }
}
