package io.countenance.lab.data;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Decodes the formats that Java's ImageIO knows: PNG, JPEG, BMP, GIF, TIFF. */
final class PictureDecoder {

    static {
        // Pictures are in memory already: a cache file for each would only cost time.
        ImageIO.setUseCache(false);
    }

    private PictureDecoder() {}

    /**
     * Decodes a file.
     *
     * @throws IOException where it cannot be; the message is a reason for people
     */
    static Picture decode(Path file, Colour colour) throws IOException {
        BufferedImage image;
        try {
            image = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            throw new IOException("no such picture", e);
        } catch (RuntimeException e) {
            // ImageIO's readers throw many kinds of these on damaged files.
            throw new IOException("damaged picture", e);
        }
        if (image == null) {
            throw new IOException("not a picture that can be decoded");
        }
        byte[] pixels = colour == Colour.RGB ? rgb(image) : grey(image);
        return new Picture(image.getWidth(), image.getHeight(), colour, pixels);
    }

    private static byte[] grey(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            return greyBytes(image);
        }
        byte[] grey = new byte[image.getWidth() * image.getHeight()];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                grey[y * image.getWidth() + x] =
                        (byte)
                                Math.round(
                                        Luminance.RED * (rgb >> 16 & 255)
                                                + Luminance.GREEN * (rgb >> 8 & 255)
                                                + Luminance.BLUE * (rgb & 255));
            }
        }
        return grey;
    }

    private static byte[] rgb(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            return Luminance.toRgb(greyBytes(image));
        }
        byte[] pixels = new byte[3 * image.getWidth() * image.getHeight()];
        int next = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                pixels[next++] = (byte) (rgb >> 16);
                pixels[next++] = (byte) (rgb >> 8);
                pixels[next++] = (byte) rgb;
            }
        }
        return pixels;
    }

    /** Drawing would apply the grey colour space's gamma: takes the bytes as they are. */
    private static byte[] greyBytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData().clone();
    }
}
