package io.countenance.lab.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.geometry.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceChoiceTest {

    private final DetectedFace centre = face(40, 40, 20);
    private final DetectedFace largeInCorner = face(70, 70, 30);
    private final DetectedFace largeBesideCentre = face(20, 35, 35);

    @Test
    void theMostCentralOfAboutTheSameSize() {
        assertThat(FaceChoice.main(List.of(largeInCorner, centre), 100, 100)).isSameAs(centre);
    }

    @Test
    void theLargestOfThoseNearTheCentre() {
        assertThat(FaceChoice.main(List.of(centre, largeBesideCentre), 100, 100))
                .isSameAs(largeBesideCentre);
    }

    private static DetectedFace face(float x, float y, float side) {
        return new DetectedFace(new Box(x, y, side, side), 1, null);
    }
}
