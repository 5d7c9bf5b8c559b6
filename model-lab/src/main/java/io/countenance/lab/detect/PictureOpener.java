package io.countenance.lab.detect;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.PictureDecoder;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.image.ImageDecoder;
import io.countenance.vision.image.ImageLimits;
import io.countenance.vision.image.RejectedImageException;
import java.io.IOException;

/**
 * Decodes pictures as the job does, up to 100 megapixels; what the job does not take but ImageIO
 * does (BMP, GIF, TIFF; up to 50 megapixels) by way of PNG, without loss. Safe for several threads.
 */
final class PictureOpener {

    private static final ImageLimits LIMITS = new ImageLimits(16, 100_000_000, 256 << 20);

    private final ImageDecoder decoder = new ImageDecoder(LIMITS);

    /**
     * Decodes a file's bytes; the caller closes what comes back.
     *
     * @throws IOException where they cannot be; the message is a reason for people
     */
    DecodedImage open(byte[] file) throws IOException {
        try {
            return decoder.decode(
                    isJpeg(file) || isPng(file)
                            ? file
                            : PictureDecoder.decode(file, Colour.RGB).png());
        } catch (RejectedImageException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static boolean isJpeg(byte[] file) {
        return file.length > 1 && file[0] == (byte) 0xFF && file[1] == (byte) 0xD8;
    }

    private static boolean isPng(byte[] file) {
        return file.length > 3 && file[0] == (byte) 0x89 && file[1] == 'P' && file[2] == 'N';
    }
}
