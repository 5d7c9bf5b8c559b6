package io.countenance.lab.data;

/**
 * A grey picture in memory.
 *
 * @param width px
 * @param height px
 * @param pixels uint8, row by row; not copied
 */
public record GreyPicture(int width, int height, byte[] pixels) {

    /** Checks that there is one byte for each pixel. */
    public GreyPicture {
        if (width < 1 || height < 1 || pixels.length != width * height) {
            throw new IllegalArgumentException(
                    "%d bytes for a picture of %dx%d".formatted(pixels.length, width, height));
        }
    }
}
