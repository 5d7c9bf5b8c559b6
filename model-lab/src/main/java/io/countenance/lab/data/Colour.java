package io.countenance.lab.data;

import java.util.Locale;

/** What a network sees of a picture. */
public enum Colour {
    /** Luma alone, one byte a pixel: {@link Luminance}. */
    LUMINANCE(1),
    /** Red, green and blue, three bytes a pixel. */
    RGB(3);

    private final int channels;

    Colour(int channels) {
        this.channels = channels;
    }

    /** Bytes a pixel: 1 or 3. */
    public int channels() {
        return channels;
    }

    /** As options and the model file's {@code countenance.colour} write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@link #text}.
     *
     * @throws IllegalArgumentException where it is none; the message says which there are
     */
    public static Colour parse(String text) {
        for (Colour colour : values()) {
            if (colour.text().equals(text)) {
                return colour;
            }
        }
        throw new IllegalArgumentException(
                "the colour '%s' is not known: luminance or rgb".formatted(text));
    }
}
