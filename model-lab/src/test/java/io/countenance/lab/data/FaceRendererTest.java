package io.countenance.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import java.util.Random;
import java.util.SplittableRandom;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceRendererTest {

    private final Picture picture = noise(48);

    @ParameterizedTest
    @ValueSource(ints = {48, 64, 96})
    void withoutVariationItIsOpenCvsLinearResize(int size) {
        byte[] actual = render(size, Augmentation.NONE, 1);

        byte[] expected = new byte[size * size];
        try (Mat source = new Mat(48, 48, CV_8UC1);
                Mat target = new Mat();
                Size wanted = new Size(size, size)) {
            source.data().put(picture.pixels());
            opencv_imgproc.resize(source, target, wanted, 0, 0, opencv_imgproc.INTER_LINEAR);
            target.data().get(expected);
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs((actual[i] & 255) - (expected[i] & 255))).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aMirrorImageIsReversedInEachRow() {
        byte[] plain = render(48, Augmentation.NONE, 1);
        byte[] mirrored = render(48, new Augmentation(0, 0, 0, 1, 0, 0, 0, 0), 1);

        for (int i = 0; i < plain.length; i++) {
            assertThat(mirrored[i]).isEqualTo(plain[i / 48 * 48 + 47 - i % 48]);
        }
    }

    @Test
    void theSameSeedGivesTheSamePictureAndAnotherSeedAnother() {
        Augmentation all = new Augmentation(15, 0.2, 0.15, 0.5, 0.2, 0.1, 0.5, 0);

        assertThat(render(64, all, 7)).isEqualTo(render(64, all, 7));
        assertThat(render(64, all, 7)).isNotEqualTo(render(64, all, 8));
    }

    @Test
    void erasingTouchesOneRectangleOfAtMostAFifth() {
        byte[] plain = render(64, Augmentation.NONE, 3);
        byte[] erased = render(64, new Augmentation(0, 0, 0, 0, 0, 0, 1, 0), 3);

        int changed = 0;
        for (int i = 0; i < plain.length; i++) {
            changed += plain[i] == erased[i] ? 0 : 1;
        }
        assertThat(changed).isBetween(50, 64 * 64 / 5);
    }

    @Test
    void everyChannelOfAColouredPictureIsRenderedAsIfItStoodAlone() {
        Augmentation all = new Augmentation(15, 0.2, 0.15, 0.5, 0.2, 0.1, 0, 0);
        byte[] rgb = new byte[3 * 48 * 48];
        Picture[] channels = new Picture[3];
        for (int c = 0; c < 3; c++) {
            channels[c] = noise(48, c);
            for (int i = 0; i < 48 * 48; i++) {
                rgb[3 * i + c] = channels[c].pixels()[i];
            }
        }
        FaceRenderer renderer = new FaceRenderer(64, all);
        byte[] together = new byte[3 * 64 * 64];
        renderer.render(new Picture(48, 48, Colour.RGB, rgb), new SplittableRandom(4), together, 0);

        for (int c = 0; c < 3; c++) {
            byte[] alone = new byte[64 * 64];
            renderer.render(channels[c], new SplittableRandom(4), alone, 0);
            for (int i = 0; i < alone.length; i++) {
                assertThat(together[3 * i + c]).isEqualTo(alone[i]);
            }
        }
    }

    private byte[] render(int size, Augmentation augmentation, long seed) {
        byte[] target = new byte[size * size];
        new FaceRenderer(size, augmentation).render(picture, new SplittableRandom(seed), target, 0);
        return target;
    }

    private static Picture noise(int side) {
        return noise(side, 2);
    }

    private static Picture noise(int side, long seed) {
        byte[] pixels = new byte[side * side];
        new Random(seed).nextBytes(pixels);
        return new Picture(side, side, Colour.LUMINANCE, pixels);
    }
}
