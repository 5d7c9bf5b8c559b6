package io.countenance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.demo.track.Track;
import io.countenance.options.OptionsReference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsReferenceTest {

    @Test
    void documentationOfTheDemoIsUpToDate() throws Exception {
        check("demo", new Demo());
    }

    @Test
    void documentationOfTrackIsUpToDate() throws Exception {
        check("track", new Track());
    }

    private static void check(String name, Object command) throws Exception {
        Path file = Path.of("../docs/options/" + name + ".md");
        String reference = OptionsReference.markdown(command);
        if (Boolean.getBoolean("countenance.docs.write")) {
            Files.writeString(file, reference);
        }
        assertThat(file)
                .as("regenerate with mvn -pl demo -am test -Dcountenance.docs.write=true")
                .content()
                .isEqualTo(reference);
    }
}
