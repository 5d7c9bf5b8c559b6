package io.countenance.connectors.publish;

import java.io.IOException;
import java.nio.file.Path;

/** Opens sources of frames. */
public final class FrameReaders {

    private FrameReaders() {}

    /** A video file, by FFmpeg. */
    public static FrameReader video(Path file) throws IOException {
        throw new UnsupportedOperationException("contract only");
    }
}
