package io.countenance.lab.data;

import java.io.IOException;

/** A picture, in memory or in a file. Safe for several threads. */
public sealed interface PictureSource permits Picture, PictureFile {

    /** What {@link #read} gives. */
    Colour colour();

    /**
     * The pixels; decodes them where they are in a file.
     *
     * @throws IOException where the file is gone or can no longer be decoded
     */
    Picture read() throws IOException;
}
