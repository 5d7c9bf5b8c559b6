package io.countenance.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countenance.schemas.ReasonCode;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

    @Test
    void decodesPngToTheSamePixels() throws Exception {
        BufferedImage picture = Pictures.gradient(70, 50);
        try (DecodedImage image = decoder.decode(Pictures.png(picture))) {
            assertThat(image.width()).isEqualTo(70);
            assertThat(image.height()).isEqualTo(50);
            int rgb = picture.getRGB(33, 21);
            assertThat(pixel(image, 33, 21))
                    .containsExactly((byte) rgb, (byte) (rgb >> 8), (byte) (rgb >> 16));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void decodesBaselineAndProgressiveJpeg(boolean progressive) throws Exception {
        BufferedImage picture = Pictures.gradient(80, 64);
        try (DecodedImage image = decoder.decode(Pictures.jpeg(picture, progressive))) {
            byte[] bgr = pixel(image, 40, 32);
            int rgb = picture.getRGB(40, 32);
            assertThat(bgr[2] & 0xFF).isBetween((rgb >> 16 & 0xFF) - 8, (rgb >> 16 & 0xFF) + 8);
            assertThat(bgr[0] & 0xFF).isBetween((rgb & 0xFF) - 8, (rgb & 0xFF) + 8);
        }
    }

    @Test
    void decodesFourComponentJpeg() throws Exception {
        WritableRaster inks = Raster.createInterleavedRaster(0, 48, 32, 4, null);
        byte[] file = fourComponents(inks);
        try (DecodedImage image = decoder.decode(file)) {
            assertThat(image.width()).isEqualTo(48);
            assertThat(image.pixels().channels()).isEqualTo(3);
        }
    }

    @Test
    void turnsPictureUprightByItsExifOrientation() throws Exception {
        byte[] file = withOrientation(Pictures.jpeg(Pictures.gradient(80, 48), false), 6);
        try (DecodedImage image = decoder.decode(file, 80, 48)) {
            assertThat(image.width()).isEqualTo(48);
            assertThat(image.height()).isEqualTo(80);
            // Turned clockwise, what grew to the right grows downwards.
            assertThat(pixel(image, 24, 75)[2] & 0xFF).isGreaterThan(200);
            assertThat(pixel(image, 24, 4)[2] & 0xFF).isLessThan(60);
        }
        assertThatCode(() -> decoder.decode(file, 48, 80).close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.9, 0.99})
    void noticesTruncatedJpeg(double share) throws Exception {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] file = Pictures.jpeg(Pictures.shapes(320, 240), progressive);
            assertRejected(
                    Arrays.copyOf(file, (int) (file.length * share)),
                    ReasonCode.TRUNCATED_IMAGE,
                    "ends");
        }
    }

    @Test
    void noticesJpegWithoutItsLastTwoBytes() throws Exception {
        byte[] file = Pictures.jpeg(Pictures.shapes(64, 64), false);
        assertRejected(
                Arrays.copyOf(file, file.length - 2),
                ReasonCode.TRUNCATED_IMAGE,
                "the file ends after %d bytes, before its picture does".formatted(file.length - 2));
    }

    @Test
    void readsJpegWithBytesAfterItsEnd() throws Exception {
        byte[] file = Pictures.jpeg(Pictures.shapes(64, 64), false);
        try (DecodedImage image = decoder.decode(Arrays.copyOf(file, file.length + 100))) {
            assertThat(image.width()).isEqualTo(64);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 0.99})
    void noticesTruncatedPng(double share) throws Exception {
        byte[] file = Pictures.png(Pictures.shapes(320, 240));
        assertRejected(
                Arrays.copyOf(file, Math.max(12, (int) (file.length * share))),
                ReasonCode.TRUNCATED_IMAGE,
                "ends");
    }

    /** OpenCV would reserve the four gigabytes. */
    @Test
    void refusesAPngWhoseEndClaimsToBeLong() throws Exception {
        byte[] file = Pictures.png(Pictures.gradient(16, 16));
        Arrays.fill(file, file.length - 12, file.length - 8, (byte) 0xFF);
        assertRejected(file, ReasonCode.TRUNCATED_IMAGE, "before its picture does");
    }

    @Test
    void refusesPictureOfOnePixel() throws Exception {
        assertRejected(
                Pictures.png(Pictures.gradient(1, 1)),
                ReasonCode.IMAGE_TOO_SMALL,
                "1 x 1 px, the shorter side must have at least 16");
    }

    @Test
    void refusesThirtyMegapixelsByTheHeaderAlone() throws Exception {
        byte[] bomb = Arrays.copyOf(Pictures.png(Pictures.gradient(16, 16)), 60);
        ByteBuffer.wrap(bomb).putInt(16, 6000).putInt(20, 5000);
        assertRejected(
                bomb,
                ReasonCode.IMAGE_TOO_LARGE,
                "6000 x 5000 px are 30000000 pixels, allowed are 25000000");
    }

    @Test
    void refusesHugeJpegByTheHeaderAlone() throws Exception {
        byte[] file = Pictures.jpeg(Pictures.gradient(16, 16), false);
        ByteBuffer.wrap(file)
                .putShort(frameHeader(file) + 5, (short) 65000)
                .putShort(frameHeader(file) + 7, (short) 65000);
        assertRejected(file, ReasonCode.IMAGE_TOO_LARGE, "65000 x 65000 px");
    }

    @Test
    void refusesTooManyBytes() {
        ImageDecoder strict = new ImageDecoder(new ImageLimits(16, 1000, 99));
        RejectedImageException failure =
                catchThrowableOfType(
                        RejectedImageException.class, () -> strict.decode(new byte[100]));
        assertThat(failure).hasMessage("100 bytes, allowed are 99");
        assertThat(failure.reason()).isEqualTo(ReasonCode.IMAGE_TOO_LARGE);
    }

    @Test
    void refusesTwelveBitJpeg() throws Exception {
        byte[] file = Pictures.jpeg(Pictures.gradient(32, 32), false);
        file[frameHeader(file) + 4] = 12;
        assertRejected(file, ReasonCode.UNSUPPORTED_IMAGE, "a JPEG of 12 bits a sample");
    }

    @Test
    void refusesLosslessJpeg() throws Exception {
        byte[] file = Pictures.jpeg(Pictures.gradient(32, 32), false);
        file[frameHeader(file) + 1] = (byte) 0xC3;
        assertRejected(file, ReasonCode.UNSUPPORTED_IMAGE, "(SOF3)");
    }

    /**
     * A file of 16 MiB could hold a million scans, each of which costs a pass over 25 megapixels.
     */
    @Test
    void refusesScansWithoutEnd() throws Exception {
        byte[] file = Pictures.jpeg(Pictures.gradient(32, 32), true);
        int lastScan = file.length - 2;
        while (file[lastScan] != (byte) 0xFF || file[lastScan + 1] != (byte) 0xDA) {
            lastScan--;
        }
        ByteArrayOutputStream endless = new ByteArrayOutputStream();
        endless.write(file, 0, lastScan);
        for (int i = 0; i < 64; i++) {
            endless.write(file, lastScan, file.length - 2 - lastScan);
        }
        endless.write(file, file.length - 2, 2);
        assertRejected(
                endless.toByteArray(),
                ReasonCode.UNSUPPORTED_IMAGE,
                "a JPEG of more than 64 scans");
    }

    @Test
    void refusesOtherKindsOfFile() {
        assertRejected(
                "GIF89a and so on".getBytes(StandardCharsets.US_ASCII),
                ReasonCode.UNSUPPORTED_IMAGE,
                "neither a JPEG nor a PNG file: it begins with 4749463839612061");
        assertRejected(new byte[0], ReasonCode.UNSUPPORTED_IMAGE, "neither a JPEG nor a PNG file");
    }

    @Test
    void refusesPictureOfAnotherSizeThanClaimed() throws Exception {
        byte[] file = Pictures.png(Pictures.gradient(64, 48));
        RejectedImageException failure =
                catchThrowableOfType(
                        RejectedImageException.class, () -> decoder.decode(file, 640, 480));
        assertThat(failure).hasMessage("the picture is 64 x 48 px, its record says 640 x 480");
        assertThat(failure.reason()).isEqualTo(ReasonCode.IMAGE_MISMATCH);
        assertThatCode(() -> decoder.decode(file, 64, 0).close()).doesNotThrowAnyException();
    }

    @Test
    void neverThrowsAnythingElseWhateverTheBytes() throws Exception {
        Random random = new Random(5);
        byte[][] files = {
            Pictures.jpeg(Pictures.shapes(96, 64), false),
            Pictures.jpeg(Pictures.shapes(96, 64), true),
            Pictures.png(Pictures.shapes(96, 64))
        };
        for (int round = 0; round < 600; round++) {
            byte[] damaged = files[round % files.length].clone();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                damaged[random.nextInt(Math.min(damaged.length, 700))] = (byte) random.nextInt();
            }
            try (DecodedImage image = decoder.decode(damaged)) {
                assertThat(image.width()).isPositive();
            } catch (RejectedImageException expected) {
                assertThat(expected).hasMessageMatching("(?s).+");
            }
        }
    }

    private void assertRejected(byte[] file, ReasonCode reason, String words) {
        RejectedImageException failure =
                catchThrowableOfType(
                        RejectedImageException.class, () -> decoder.decode(file).close());
        assertThat(failure).hasMessageContaining(words);
        assertThat(failure.reason()).isEqualTo(reason);
    }

    private static byte[] pixel(DecodedImage image, int x, int y) {
        byte[] bgr = new byte[3];
        image.pixels().ptr(y, x).get(bgr);
        return bgr;
    }

    private static int frameHeader(byte[] jpeg) {
        for (int i = 0; i < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
                return i;
            }
        }
        throw new AssertionError("no baseline frame header");
    }

    private static byte[] fourComponents(WritableRaster inks) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(inks, null, null), null);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    /** Puts an EXIF segment with an orientation right behind the start-of-image marker. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        ByteBuffer segment = ByteBuffer.allocate(36);
        segment.putShort((short) 0xFFE1).putShort((short) 34);
        segment.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
        segment.putShort((short) 1);
        segment.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        segment.putShort((short) orientation).putShort((short) 0);
        segment.putInt(0);
        return ByteBuffer.allocate(jpeg.length + segment.capacity())
                .put(jpeg, 0, 2)
                .put(segment.array())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }
}
