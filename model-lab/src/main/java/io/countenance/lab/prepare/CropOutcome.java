package io.countenance.lab.prepare;

import io.countenance.options.EnumConverter;

/** What became of a picture. */
public enum CropOutcome {
    /** A face was found and cut out. */
    CROPPED,
    /** No face was found; the whole picture stands in for it. */
    WHOLE,
    /** No face was found; there is no crop. */
    NO_FACE,
    /** The picture cannot be decoded, or the detector failed on it. */
    UNREADABLE;

    /** As the manifest writes it. */
    public String text() {
        return EnumConverter.written(this);
    }
}
