package io.countenance.lab.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A picture that is decoded each time it is asked for.
 *
 * @param file in a folder or an open zip file
 * @param colour wanted of it
 */
record PictureFile(Path file, Colour colour) implements PictureSource {

    @Override
    public Picture read() throws IOException {
        return PictureDecoder.decode(file, colour);
    }
}
