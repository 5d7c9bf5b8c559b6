package io.countenance.connectors.publish;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Frames of one video, folder or camera, one after the other. One thread at a time; closing frees
 * the native memory.
 */
public interface FrameReader extends AutoCloseable {

    /**
     * The next frame, or null after the last. The frame belongs to the reader and holds only until
     * the next call.
     *
     * @throws IOException where the source broke off or cannot be read
     */
    @Nullable Frame next() throws IOException;

    /** How many frames there are, or -1 where that is not known; may be an estimate. */
    default long frameCount() {
        return -1;
    }

    /** How many frames were left out so far since they could not be decoded. */
    default long unreadableCount() {
        return 0;
    }

    @Override
    void close() throws IOException;
}
