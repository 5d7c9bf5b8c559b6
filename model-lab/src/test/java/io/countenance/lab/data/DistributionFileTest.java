package io.countenance.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.countenance.options.InvalidOptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionFileTest {

    @TempDir private Path folder;

    private final FaceSet faces =
            new FaceSet(
                    List.of("neutral", "anger"),
                    List.of(face("a.png", 0.8f, 0.2f), face("b,\"c\".png", 0, 1)),
                    List.of());

    @Test
    void mixesByShareAndKeepsAllElse() throws Exception {
        Path file = file("image,anger,neutral\na.png,0.6,0.4\n\"b,\"\"c\"\".png\",1,0\n");

        FaceSet mixed = DistributionFile.mix(faces, file, 0.25f);

        assertThat(mixed.faces().get(0).distribution())
                .containsExactly(new float[] {0.7f, 0.3f}, within(1e-6f));
        assertThat(mixed.faces().get(1).distribution()).containsExactly(0, 1);
        assertThat(mixed.faces().get(0).majority()).isZero();
        assertThat(faces.faces().get(0).distribution()).containsExactly(0.8f, 0.2f);
    }

    @Test
    void readsBackTheBitsThatItWrote() throws Exception {
        Path file = folder.resolve("written.csv");
        float[][] written = {{1 / 3f, 2 / 3f}, {1e-9f, 1}};

        DistributionFile.write(file, faces, written);

        assertThat(DistributionFile.mix(faces, file, 1).faces())
                .extracting(LabelledFace::distribution)
                .containsExactly(written);
    }

    @Test
    void refusesAFileThatLacksPictures() throws Exception {
        Path file = file("image,neutral,anger\nother.png,0.5,0.5\n");

        assertThatThrownBy(() -> DistributionFile.mix(faces, file, 0.5f))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("2 are missing, a.png among them");
    }

    @Test
    void refusesOtherLabels() throws Exception {
        Path file = file("image,neutral,joy\na.png,0.5,0.5\n");

        assertThatThrownBy(() -> DistributionFile.mix(faces, file, 0.5f))
                .hasMessageContaining("must have a column 'anger' in every row");
    }

    @Test
    void refusesRowsThatAreNoDistribution() throws Exception {
        Path much = file("image,neutral,anger\na.png,0.5,0.7\n");
        assertThatThrownBy(() -> DistributionFile.mix(faces, much, 0.5f))
                .hasMessageContaining("must have rows whose sum is 1")
                .hasMessageContaining("a.png");
        Path text = file("image,neutral,anger\na.png,NaN,0.7\n");
        assertThatThrownBy(() -> DistributionFile.mix(faces, text, 0.5f))
                .hasMessageContaining("must have a share from 0 to 1 in column 'neutral'");
    }

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("distributions.csv"), text);
    }

    private static LabelledFace face(String name, float... distribution) {
        return new LabelledFace(
                name,
                new Picture(1, 1, Colour.LUMINANCE, new byte[1]),
                distribution,
                distribution[0] > 0.5 ? 0 : 1,
                false);
    }
}
