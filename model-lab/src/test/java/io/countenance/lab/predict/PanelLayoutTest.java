package io.countenance.lab.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.vision.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PanelLayoutTest {

    private static final Box PANEL = new Box(0, 0, 160, 120);

    @Test
    void standsAtTheRightOfAFaceWhereThereIsRoom() {
        Box face = new Box(100, 50, 80, 90);

        assertThat(new PanelLayout(640, 480, List.of(face)).place(face, PANEL))
                .isEqualTo(new Box(184, 50, 160, 120));
    }

    @Test
    void standsAtTheLeftWhereThePictureEnds() {
        Box face = new Box(500, 450, 80, 60);

        assertThat(new PanelLayout(640, 480, List.of(face)).place(face, PANEL))
                .isEqualTo(new Box(336, 360, 160, 120));
    }

    @Test
    void aFaceThatFillsThePictureGetsNone() {
        Box face = new Box(-10, -10, 660, 500);

        assertThat(new PanelLayout(640, 480, List.of(face)).place(face, PANEL)).isNull();
    }

    @Test
    void coversNothingHoweverManyFacesThereAre() {
        Random random = new Random(1);
        List<Box> faces = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            faces.add(new Box(random.nextInt(1900), random.nextInt(1000), 60, 70));
        }
        PanelLayout layout = new PanelLayout(1920, 1080, faces);

        List<Box> places = new ArrayList<>();
        for (Box face : faces) {
            Box place = layout.place(face, PANEL);
            if (place != null) {
                assertThat(faces).allMatch(other -> other.intersection(place) == 0);
                assertThat(places).allMatch(other -> other.intersection(place) == 0);
                assertThat(new Box(0, 0, 1920, 1080).intersection(place)).isEqualTo(place.area());
                places.add(place);
            }
        }
        assertThat(places).hasSizeGreaterThan(5);
    }
}
