package io.countenance.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.options.OptionsReference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsReferenceTest {

    @Test
    void documentationIsUpToDate() throws Exception {
        Path file = Path.of("../docs/options/model-lab.md");
        String reference = OptionsReference.markdown(new ModelLab());
        if (Boolean.getBoolean("countenance.docs.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, reference);
        }
        assertThat(file)
                .as("regenerate with mvn -pl model-lab -am test -Dcountenance.docs.write=true")
                .content()
                .isEqualTo(reference);
    }
}
