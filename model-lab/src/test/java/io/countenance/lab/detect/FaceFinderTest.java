package io.countenance.lab.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.lab.toy.ToyFace;
import io.countenance.vision.crop.CropPolicy;
import io.countenance.vision.crop.FaceCropper;
import io.countenance.vision.crop.FivePointCrop;
import io.countenance.vision.crop.SquareCrop;
import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.detect.FaceDetector;
import io.countenance.vision.detect.FaceDetectors;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.image.ImageDecoder;
import io.countenance.vision.image.ImageLimits;
import io.countenance.vision.inference.Device;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.global.opencv_core;
import org.junit.jupiter.api.Test;

class FaceFinderTest {

    private static final CropPolicy POLICY = new SquareCrop(0.1f, 0.02f);

    /** As the lab's programs look for faces: small ones, too. */
    private static final DetectorOptions DETECTION =
            new DetectorOptions(DetectorOptions.DEFAULT_MODEL, 640, 0.65f, 16, Device.AUTO, 1);

    @Test
    void cropsAreThoseOfTheJobToTheBit() throws Exception {
        byte[] jpeg = file("jpg", 200, 420, 300);
        byte[] expected = new byte[3 * 64 * 64];
        try (DecodedImage image = new ImageDecoder(ImageLimits.defaults()).decode(jpeg);
                FaceDetector detector = FaceDetectors.open(DETECTION);
                FaceCropper cropper = new FaceCropper(POLICY, 64)) {
            List<DetectedFace> faces = detector.detect(List.of(image)).get(0);
            assertThat(faces).hasSize(1);
            cropper.crop(image, faces.get(0), expected, 0);
        }

        try (FaceFinder finder = new FaceFinder(DETECTION, POLICY, 64);
                DecodedImage image = finder.open(jpeg)) {
            assertThat(finder.crop(image, finder.find(image).get(0))).isEqualTo(expected);
        }
    }

    @Test
    void whatTheJobDoesNotDecodeIsDecodedWithoutLoss() throws Exception {
        try (FaceFinder finder = new FaceFinder(DETECTION, POLICY, 64);
                DecodedImage png = finder.open(file("png", 100, 120, 120))) {
            for (String format : new String[] {"bmp", "tiff"}) {
                try (DecodedImage other = finder.open(file(format, 100, 120, 120))) {
                    assertThat(opencv_core.norm(other.pixels(), png.pixels())).isZero();
                }
            }
        }
    }

    @Test
    void closeUpsAreFoundWhereTheyAre() throws Exception {
        byte[] large = ToyFace.plain(0, 240, new Random(4)).png();
        byte[] small = ToyFace.plain(0, 48, new Random(4)).png();
        try (FaceFinder finder = new FaceFinder(DETECTION, POLICY, 64);
                DecodedImage largeImage = finder.open(large);
                DecodedImage smallImage = finder.open(small)) {
            DetectedFace expected = finder.findCloseUps(largeImage, 240).get(0);
            DetectedFace actual = finder.findCloseUps(smallImage, 160).get(0);

            assertThat(Math.abs(5 * actual.box().centerX() - expected.box().centerX()))
                    .isLessThan(15);
            assertThat(Math.abs(5 * actual.box().centerY() - expected.box().centerY()))
                    .isLessThan(15);
            assertThat(5 * actual.box().height() / expected.box().height()).isBetween(0.8f, 1.25f);
        }
    }

    @Test
    void whatIsNoPictureIsSaidToBeNone() throws Exception {
        try (FaceFinder finder = new FaceFinder(DETECTION, POLICY, 64)) {
            assertThatThrownBy(() -> finder.open("no picture".getBytes()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("not a picture that can be decoded");
            byte[] cut = Arrays.copyOf(file("jpg", 100, 120, 120), 900);
            assertThatThrownBy(() -> finder.open(cut))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the file ends after 900 bytes");
            assertThatThrownBy(() -> finder.open(gifHeader(10_000, 10_000)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("10000 x 10000 pixels are too many");
        }
    }

    @Test
    void fivePointsNeedADetectorThatGivesThem() throws Exception {
        try (FaceFinder finder = new FaceFinder(DETECTION, new FivePointCrop(), 64);
                DecodedImage image = finder.open(file("png", 200, 300, 300))) {
            DetectedFace face = finder.find(image).get(0);
            assertThatThrownBy(() -> finder.crop(image, face))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("use a YuNet or SCRFD detector");
        }
    }

    /** A GIF file up to where its picture's data would begin. */
    private static byte[] gifHeader(int width, int height) {
        ByteBuffer gif = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        gif.put("GIF89a".getBytes(StandardCharsets.US_ASCII));
        gif.putShort((short) width).putShort((short) height);
        gif.put((byte) 0x80).putShort((short) 0); // a palette of two colours follows
        gif.put(new byte[6]).put((byte) ',').putInt(0);
        gif.putShort((short) width).putShort((short) height);
        return gif.array();
    }

    /** A drawn face in the middle of a larger picture. */
    private static byte[] file(String format, int face, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        byte[] png = ToyFace.plain(1, face, new Random(4)).png();
        canvas.drawImage(
                ImageIO.read(new ByteArrayInputStream(png)),
                (width - face) / 2,
                (height - face) / 2,
                null);
        canvas.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, file)).isTrue();
        return file.toByteArray();
    }
}
