package io.countenance.lab.data;

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
}
