package io.countenance.lab.export;

import java.util.Arrays;

/**
 * Faces as a model file takes them.
 *
 * @param rgb uint8 {@code [count, size, size, 3]}; not copied
 * @param count how many
 * @param size side, px
 */
public record RgbFaces(byte[] rgb, int count, int size) {

    /**
     * Checks that the bytes are so many faces.
     *
     * @throws IllegalArgumentException where they are not
     */
    public RgbFaces {
        if (rgb.length != (long) count * size * size * 3) {
            throw new IllegalArgumentException(
                    "%d bytes are not %d faces of %d px".formatted(rgb.length, count, size));
        }
    }

    /** Faces from {@code from} to before {@code to}, copied. */
    RgbFaces part(int from, int to) {
        int bytes = size * size * 3;
        return new RgbFaces(Arrays.copyOfRange(rgb, from * bytes, to * bytes), to - from, size);
    }
}
