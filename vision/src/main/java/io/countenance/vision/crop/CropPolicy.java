package io.countenance.vision.crop;

import org.jspecify.annotations.Nullable;

/**
 * What part of a picture around a face a model was trained on. Stands in the model file's metadata
 * as {@link #toString()}.
 */
public sealed interface CropPolicy permits SquareCrop, FivePointCrop {

    /**
     * Reads what {@link #toString()} wrote: {@code square:0.25}, {@code square:0.25,0.05} (margin,
     * shift) or {@code five-point}.
     *
     * @throws IllegalArgumentException if it is none of these; the message says what is allowed
     */
    static CropPolicy parse(String text) {
        if (text.equals(FivePointCrop.TEXT)) {
            return new FivePointCrop();
        }
        if (!text.startsWith(SquareCrop.PREFIX)) {
            throw unreadable(text, null);
        }
        String[] values = text.substring(SquareCrop.PREFIX.length()).split(",", -1);
        if (values.length > 2) {
            throw unreadable(text, null);
        }
        try {
            return new SquareCrop(
                    Float.parseFloat(values[0]),
                    values.length == 2 ? Float.parseFloat(values[1]) : 0);
        } catch (NumberFormatException failure) {
            throw unreadable(text, failure);
        }
    }

    private static IllegalArgumentException unreadable(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "the crop policy '%s' is not known: it must be square:MARGIN, square:MARGIN,SHIFT or five-point. Example: square:0.25"
                        .formatted(text),
                cause);
    }
}
