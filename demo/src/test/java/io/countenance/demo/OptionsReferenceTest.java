package io.countenance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.demo.backfill.Backfill;
import io.countenance.demo.compare.DiffWindows;
import io.countenance.demo.track.Track;
import io.countenance.options.OptionsReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptionsReferenceTest {

    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of("demo.md", new Demo()),
                Arguments.of("track.md", new Track()),
                Arguments.of("backfill.md", new Backfill()),
                Arguments.of("diff-windows.md", new DiffWindows()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void documentationIsUpToDate(String name, Object program) throws Exception {
        Path file = Path.of("../docs/options").resolve(name);
        String reference = OptionsReference.markdown(program);
        if (Boolean.getBoolean("countenance.docs.write")) {
            Files.writeString(file, reference);
        }
        assertThat(file)
                .as("regenerate with mvn -pl demo -am test -Dcountenance.docs.write=true")
                .content()
                .isEqualTo(reference);
    }
}
