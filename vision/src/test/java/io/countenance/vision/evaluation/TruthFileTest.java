package io.countenance.vision.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.vision.geometry.Box;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthFileTest {

    @TempDir private Path folder;

    @Test
    void readsFaces() throws Exception {
        assertThat(read("# faces\n\nmy photo.jpg 1 2.5 11 22.5 group 0\nb.jpg 0 0 5 5 dense 1\n"))
                .containsExactly(
                        new TruthFace("my photo.jpg", new Box(1, 2.5f, 10, 20), "group", false, 3),
                        new TruthFace("b.jpg", new Box(0, 0, 5, 5), "dense", true, 4));
    }

    @Test
    void namesTheLineThatIsMalformed() {
        assertRefused("a.jpg 1 2 3 4 s 0\nb.jpg 1 2 3\n", "line 2: has 4 fields");
        assertRefused("a.jpg 1 two 3 4 s 0", "line 1: says 'two' for y1, which is no number");
        assertRefused("a.jpg 1 2 NaN 4 s 0", "line 1: says 'NaN' for x2, which is no pixel");
        assertRefused("a.jpg 5 2 3 4 s 0", "line 1: marks an empty box");
        assertRefused("a.jpg 1 2 3 4 s yes", "line 1: says 'yes' for ignore");
    }

    @Test
    void refusesFileWithoutFaces() {
        assertRefused("# nothing\n", "marks no face");
        assertThatThrownBy(() -> new TruthFile(folder.resolve("none")).read())
                .hasMessageStartingWith("there is no truth file");
    }

    private void assertRefused(String content, String words) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    private List<TruthFace> read(String content) throws Exception {
        return new TruthFile(Files.writeString(folder.resolve("truth.txt"), content)).read();
    }
}
