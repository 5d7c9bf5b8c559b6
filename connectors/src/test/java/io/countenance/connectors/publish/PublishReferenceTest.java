package io.countenance.connectors.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.options.OptionsReference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PublishReferenceTest {

    @Test
    void documentationIsUpToDate() throws Exception {
        Path file = Path.of("../docs/options/publish.md");
        String reference = OptionsReference.markdown(new Publish());
        if (Boolean.getBoolean("countenance.docs.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, reference);
        }
        assertThat(file)
                .as("regenerate with mvn -pl connectors -am test -Dcountenance.docs.write=true")
                .content()
                .isEqualTo(reference);
    }
}
