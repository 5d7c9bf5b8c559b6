package io.countenance.lab.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes the formats that Java's ImageIO knows: PNG, JPEG, BMP, GIF, TIFF, up to 50 megapixels.
 * Safe for several threads.
 */
public final class PictureDecoder {

    /** A damaged header must not claim all memory. */
    private static final long MOST_PIXELS = 50_000_000;

    private static final String CUT_OFF = "cut off before its end";

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
        try {
            return decode(Files.readAllBytes(file), colour);
        } catch (NoSuchFileException e) {
            throw new IOException("no such picture", e);
        }
    }

    /**
     * Decodes a file's bytes.
     *
     * @throws IOException where they cannot be; the message is a reason for people
     */
    public static Picture decode(byte[] file, Colour colour) throws IOException {
        BufferedImage image;
        try {
            image = read(file);
        } catch (EOFException e) {
            throw new IOException(CUT_OFF, e);
        } catch (RuntimeException e) {
            // ImageIO's readers throw many kinds of these on damaged files.
            throw new IOException("damaged picture", e);
        }
        byte[] pixels = colour == Colour.RGB ? rgb(image) : grey(image);
        return new Picture(image.getWidth(), image.getHeight(), colour, pixels);
    }

    private static BufferedImage read(byte[] bytes) throws IOException {
        try (ImageInputStream input =
                ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw new IOException("not a picture that can be decoded");
            }
            ImageReader reader = readers.next();
            try {
                return read(reader, input);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage read(ImageReader reader, ImageInputStream input)
            throws IOException {
        AtomicBoolean cutOff = new AtomicBoolean();
        // A JPEG that was cut off is filled up with grey, which only a warning tells.
        reader.addIIOReadWarningListener(
                (source, warning) -> {
                    if (warning.contains("premature end")) {
                        cutOff.set(true);
                    }
                });
        reader.setInput(input);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
            throw new IOException(
                    "%d x %d pixels are too many"
                            .formatted(reader.getWidth(0), reader.getHeight(0)));
        }
        BufferedImage image = reader.read(0);
        if (cutOff.get()) {
            throw new IOException(CUT_OFF);
        }
        return image;
    }

    private static byte[] grey(BufferedImage image) {
        if (isGrey(image)) {
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
        if (isGrey(image)) {
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

    /** One of 8 or 16 bits, with alpha or without. */
    private static boolean isGrey(BufferedImage image) {
        return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && image.getSampleModel().getSampleSize(0) >= 8;
    }

    /** Colours read of it would have the grey colour space's gamma: takes the samples instead. */
    private static byte[] greyBytes(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] samples = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
        int shift = image.getSampleModel().getSampleSize(0) - 8;
        byte[] grey = new byte[samples.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) (samples[i] >> shift);
        }
        return grey;
    }
}
