package io.countenance.vision.image;

import io.countenance.schemas.ReasonCode;
import java.util.HexFormat;

/**
 * What a picture's file says about itself before any pixel is decoded.
 *
 * @param width px, as stored
 * @param height px, as stored
 * @param complete whether the file holds its own end
 */
record ImageHeader(int width, int height, boolean complete) {

    /** Pixels that a decoder would have to make room for. */
    long pixels() {
        return (long) width * height;
    }

    /** Reads the header of a JPEG or PNG file. */
    static ImageHeader parse(byte[] file) throws RejectedImageException {
        if (JpegHeader.matches(file)) {
            return JpegHeader.parse(file);
        }
        if (PngHeader.matches(file)) {
            return PngHeader.parse(file);
        }
        throw new RejectedImageException(
                ReasonCode.UNSUPPORTED_IMAGE,
                "neither a JPEG nor a PNG file: it begins with "
                        + HexFormat.of().formatHex(file, 0, Math.min(8, file.length)));
    }
}
