package io.countenance.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.vision.geometry.Box;
import org.junit.jupiter.api.Test;

class InputScaleTest {

    @Test
    void scalesLongestSideDown() {
        InputScale scale = InputScale.toLongest(1920, 1080, 640, 1);
        assertThat(scale).isEqualTo(new InputScale(640, 360, 640, 360, 1920, 1080));
        assertThat(scale.box(10, 20, 30, 50)).isEqualTo(new Box(30, 60, 60, 90));
    }

    @Test
    void neverScalesUp() {
        assertThat(InputScale.toLongest(100, 50, 640, 1))
                .isEqualTo(new InputScale(100, 50, 100, 50, 100, 50));
    }

    @Test
    void padsToMultiple() {
        assertThat(InputScale.toLongest(1920, 1080, 640, 32))
                .isEqualTo(new InputScale(640, 360, 640, 384, 1920, 1080));
    }

    @Test
    void fitsIntoFixedInput() {
        assertThat(InputScale.into(1000, 1000, 320, 240))
                .isEqualTo(new InputScale(240, 240, 320, 240, 1000, 1000));
    }

    @Test
    void keepsBoxesNearThePicture() {
        InputScale scale = InputScale.toLongest(200, 100, 640, 1);
        assertThat(scale.box(-1e30f, -1e30f, 1e30f, Float.POSITIVE_INFINITY))
                .isEqualTo(new Box(-100, -50, 400, 200));
    }

    @Test
    void extremeShapeKeepsOnePixel() {
        assertThat(InputScale.toLongest(20000, 16, 640, 1).contentHeight()).isEqualTo(1);
    }
}
