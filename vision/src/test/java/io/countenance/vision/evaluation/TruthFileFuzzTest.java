package io.countenance.vision.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are marked faces, or refused with the line that is wrong. */
class TruthFileFuzzTest {

    @TempDir private static Path folder;

    private static Stream<Arguments> seeds() {
        return Stream.of(
                Arguments.of(
                        Named.of(
                                "two faces",
                                "# faces\na b.jpg 1 2 30.5 40 group 0\nc.png -1 0 5e1 9 x 1\n"
                                        .getBytes(UTF_8))));
    }

    @Timeout(20)
    @MethodSource("seeds")
    @FuzzTest
    void facesAreReadOrRefused(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("faces.txt"), bytes);
        try {
            for (TruthFace face : new TruthFile(file).read()) {
                assertThat(face.box().width()).isPositive().isFinite();
                assertThat(face.box().height()).isPositive().isFinite();
            }
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).contains("faces.txt");
        }
    }
}
