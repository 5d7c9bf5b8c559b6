package io.countenance.lab.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countenance.vision.geometry.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramingTest {

    @Test
    void measuresHowFacesLieInTheirPictures() {
        // Sides 20, 40, 50, 80 of 100; centres 0, 4, -5, 8 px right and 2, 4, 5, 8 px below.
        Framing framing =
                Framing.of(
                        List.of(
                                cropped(new Box(40, 42, 10, 20), 5, 0),
                                cropped(new Box(34, 34, 40, 40), 0, 0),
                                cropped(new Box(20, 30, 50, 50), 0, 0),
                                cropped(new Box(18, 18, 80, 80), 0, 0),
                                ManifestRow.unreadable("text.png", "damaged picture")));

        assertThat(framing.faces()).isEqualTo(4);
        assertThat(framing.side()).containsExactly(new double[] {0.35, 0.45, 0.575}, within(1e-6));
        assertThat(framing.shiftX())
                .containsExactly(new double[] {-0.025, 0.05, 0.1}, within(1e-6));
        assertThat(framing.shiftY()).containsExactly(new double[] {0.1, 0.1, 0.1}, within(1e-6));
        assertThat(framing.margin()).isCloseTo(1 / 0.45 - 1, within(1e-6));
    }

    @Test
    void nothingIsKnownWithoutFaces() {
        assertThat(Framing.of(List.of()).side()).containsOnly(Double.NaN);
    }

    private static ManifestRow cropped(Box box, float right, float down) {
        Box moved = new Box(box.x() + right, box.y() + down, box.width(), box.height());
        return new ManifestRow("a.png", CropOutcome.CROPPED, "a.png", moved, 0.9f, 1, 100, 100, "");
    }
}
