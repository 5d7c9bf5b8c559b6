package io.countenance.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
    void greyStaysAsItIs(int type) throws Exception {
        BufferedImage image = new BufferedImage(2, 1, type);
        int scale = type == BufferedImage.TYPE_USHORT_GRAY ? 257 : 1;
        image.getRaster().setPixels(0, 0, 2, 1, new int[] {100 * scale, 200 * scale});

        assertGrey(encode(image, "png"));
    }

    @Test
    void greyWithAlphaStaysAsItIs() throws Exception {
        ColorModel model =
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_GRAY),
                        true,
                        false,
                        ColorModel.TRANSLUCENT,
                        DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(2, 1);
        raster.setPixels(0, 0, 2, 1, new int[] {100, 255, 200, 255});

        assertGrey(encode(new BufferedImage(model, raster, false, null), "png"));
    }

    private void assertGrey(byte[] bytes) throws Exception {
        assertThat(decode(bytes, Colour.LUMINANCE).pixels())
                .containsExactly(new byte[] {100, (byte) 200});
        assertThat(decode(bytes, Colour.RGB).pixels())
                .containsExactly(new byte[] {100, 100, 100, (byte) 200, (byte) 200, (byte) 200});
    }

    @Test
    void colourBecomesItsLuminance() throws Exception {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xC86432);
        byte[] bytes = encode(image, "png");

        // 0.299 · 200 + 0.587 · 100 + 0.114 · 50 = 124.2
        assertThat(decode(bytes, Colour.LUMINANCE).pixels()).containsExactly(124);
        assertThat(decode(bytes, Colour.RGB).pixels())
                .containsExactly(new byte[] {(byte) 200, 100, 50});
    }

    /** Java fills a JPEG that was cut off up with grey. */
    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp", "gif"})
    void aPictureThatWasCutOffIsRefused(String format) throws Exception {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 64 * 64; i++) {
            image.setRGB(i % 64, i / 64, random.nextInt(1 << 24));
        }
        byte[] whole = encode(image, format);
        assertThat(decode(whole, Colour.RGB).width()).isEqualTo(64);

        assertThatThrownBy(
                        () -> decode(Arrays.copyOf(whole, whole.length * 3 / 4), Colour.LUMINANCE))
                .isInstanceOf(IOException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void aHeaderThatClaimsTooMuchIsRefused() throws Exception {
        byte[] bytes = encode(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY), "png");
        ByteBuffer png = ByteBuffer.wrap(bytes);
        png.putInt(16, 100_000).putInt(20, 100_000);
        CRC32 sum = new CRC32();
        sum.update(bytes, 12, 17);
        png.putInt(29, (int) sum.getValue());

        assertThatThrownBy(() -> decode(bytes, Colour.LUMINANCE))
                .hasMessage("100000 x 100000 pixels are too many");
    }

    private Picture decode(byte[] bytes, Colour colour) throws IOException {
        Path file = Files.write(folder.resolve("picture"), bytes);
        return PictureDecoder.decode(file, colour);
    }

    private static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
