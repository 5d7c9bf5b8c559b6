package io.countenance.lab.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * A picture in memory.
 *
 * @param width px
 * @param height px
 * @param colour one byte a pixel or three
 * @param pixels uint8 {@code [height, width, colour.channels()]}; not copied
 */
public record Picture(int width, int height, Colour colour, byte[] pixels)
        implements PictureSource {

    /** Checks that there are as many bytes as the pixels need. */
    public Picture {
        if (width < 1 || height < 1 || pixels.length != (long) width * height * colour.channels()) {
            throw new IllegalArgumentException(
                    "%d bytes for a %s picture of %dx%d"
                            .formatted(pixels.length, colour.text(), width, height));
        }
    }

    @Override
    public Picture read() {
        return this;
    }

    /** The picture as a PNG file. */
    public byte[] png() {
        boolean grey = colour == Colour.LUMINANCE;
        BufferedImage image =
                new BufferedImage(
                        width,
                        height,
                        grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        // Writing through the raster keeps the values; drawing would change them.
        int[] row = new int[width * colour.channels()];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < row.length; i++) {
                row[i] = pixels[y * row.length + i] & 255;
            }
            image.getRaster().setPixels(0, y, width, 1, row);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException("a PNG file could not be written into memory", e);
        }
        return file.toByteArray();
    }
}
