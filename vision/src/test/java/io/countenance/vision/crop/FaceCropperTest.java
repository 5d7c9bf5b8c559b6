package io.countenance.vision.crop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.FaceLandmarks;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.image.DecodedImage;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaceCropperTest {

    /** Red is x, green is y, blue is 7. */
    private final DecodedImage image = ramp(200, 160);

    @AfterEach
    void close() {
        image.close();
    }

    @Test
    void showsTheSameRegionAtTheSameSizeUnchanged() {
        byte[] crop = crop(new SquareCrop(0, 0), 16, new Box(40, 60, 10, 16), null);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                int at = (y * 16 + x) * 3;
                assertThat(crop[at] & 0xFF).isEqualTo(37 + x);
                assertThat(crop[at + 1] & 0xFF).isEqualTo(60 + y);
                assertThat(crop[at + 2]).isEqualTo((byte) 7);
            }
        }
    }

    @Test
    void averagesWhereItShrinks() {
        // Side 64 to 16 px: a crop pixel is the mean of 4 x 4, so 40 + 4 i + 1.5.
        byte[] crop = crop(new SquareCrop(0, 0), 16, new Box(40, 20, 64, 64), null);
        for (int i = 0; i < 16; i++) {
            assertThat((crop[i * 3] & 0xFF) - (40 + 4 * i + 1.5)).isBetween(-0.51, 0.51);
        }
    }

    @Test
    void interpolatesWhereItGrows() {
        byte[] crop = crop(new SquareCrop(0, 0), 32, new Box(40, 20, 8, 8), null);
        for (int i = 0; i < 32; i++) {
            double place = 40 + (i + 0.5) / 4 - 0.5;
            assertThat((double) (crop[i * 3] & 0xFF)).isCloseTo(place, within(0.6));
        }
    }

    @Test
    void addsMarginAndShift() {
        // Longer side 40: the square has 60 px, its centre is at (60, 80 + 4).
        byte[] crop = crop(new SquareCrop(0.5f, 0.1f), 15, new Box(50, 60, 20, 40), null);
        assertThat(crop[0] & 0xFF).isCloseTo(30 + 2, within(1));
        assertThat(crop[1] & 0xFF).isCloseTo(54 + 2, within(1));
    }

    @Test
    void repeatsTheEdgeBeyondThePicture() {
        for (int size : new int[] {16, 64}) {
            byte[] crop = crop(new SquareCrop(0, 0), size, new Box(-20, -20, 40, 40), null);
            assertThat(crop[0]).isZero();
            assertThat(crop[1]).isZero();
            assertThat(crop[2]).isEqualTo((byte) 7);
            int middle = (size / 2 * size + size / 4) * 3;
            assertThat(crop[middle]).isZero();
        }
    }

    @Test
    void survivesBoxesWhollyOutside() {
        for (Box box :
                new Box[] {
                    new Box(-90, -90, 50, 50),
                    new Box(260, 200, 50, 50),
                    new Box(260, 200, 5, 5),
                    new Box(10, 10, 0, 0)
                }) {
            assertThat(crop(new SquareCrop(0, 0), 24, box, null)[2]).isEqualTo((byte) 7);
        }
    }

    @Test
    void writesToItsPlaceOnly() {
        byte[] target = new byte[16 * 16 * 3 + 20];
        try (FaceCropper cropper = new FaceCropper(new SquareCrop(0, 0), 16)) {
            cropper.crop(image, face(new Box(40, 40, 16, 16), null), target, 10);
        }
        assertThat(target).startsWith(new byte[10]).endsWith(new byte[10]);
        assertThat(target[12]).isEqualTo((byte) 7);
    }

    @Test
    void putsLandmarksOnTheTemplate() {
        // The template itself, moved by (30, 20), at the template's size: nothing but a shift.
        FaceLandmarks landmarks =
                new FaceLandmarks(
                        68.2946f, 71.6963f, 103.5318f, 71.5014f, 86.0252f, 91.7366f, 71.5493f,
                        112.3655f, 100.7299f, 112.2041f);
        byte[] crop = crop(new FivePointCrop(), 112, new Box(60, 60, 50, 60), landmarks);
        for (int i : new int[] {10, 56, 100}) {
            assertThat(crop[(i * 112 + i) * 3] & 0xFF).isCloseTo(30 + i, within(1));
            assertThat(crop[(i * 112 + i) * 3 + 1] & 0xFF).isCloseTo(20 + i, within(1));
        }
        byte[] half = crop(new FivePointCrop(), 56, new Box(60, 60, 50, 60), landmarks);
        for (int i : new int[] {5, 28, 50}) {
            assertThat(half[(i * 56 + i) * 3] & 0xFF).isCloseTo(30 + 2 * i, within(2));
            assertThat(half[(i * 56 + i) * 3 + 1] & 0xFF).isCloseTo(20 + 2 * i, within(2));
        }
    }

    @Test
    void alignmentNeedsLandmarks() {
        assertThatThrownBy(() -> crop(new FivePointCrop(), 112, new Box(0, 0, 50, 50), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crop policy five-point")
                .hasMessageContaining("use a YuNet or SCRFD detector");
    }

    @Test
    void refusesSizesOutOfRange() {
        assertThatThrownBy(() -> new FaceCropper(new SquareCrop(0, 0), 4))
                .hasMessage("the crop's size '4' is not allowed: it must be from 8 to 1024 px");
    }

    private byte[] crop(CropPolicy policy, int size, Box box, FaceLandmarks landmarks) {
        byte[] target = new byte[size * size * 3];
        try (FaceCropper cropper = new FaceCropper(policy, size)) {
            cropper.crop(image, face(box, landmarks), target, 0);
        }
        return target;
    }

    private static DetectedFace face(Box box, FaceLandmarks landmarks) {
        return new DetectedFace(box, 0.9f, landmarks);
    }

    private static DecodedImage ramp(int width, int height) {
        Mat pixels = new Mat(height, width, opencv_core.CV_8UC3);
        try (UByteIndexer values = pixels.createIndexer()) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    values.put(y, x, new int[] {7, y, x});
                }
            }
        }
        return new DecodedImage(pixels);
    }
}
