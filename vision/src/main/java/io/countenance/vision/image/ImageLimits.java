package io.countenance.vision.image;

import java.io.Serializable;

/**
 * Which pictures are decoded at all. Checked on the header, before any pixel is.
 *
 * @param minSide shortest side, px
 * @param maxPixels width times height
 * @param maxBytes size of the file
 */
public record ImageLimits(int minSide, long maxPixels, int maxBytes) implements Serializable {

    /** From 16 px a side to 25 megapixels and 16 MiB. */
    public static ImageLimits defaults() {
        return new ImageLimits(16, 25_000_000, 16 << 20);
    }
}
