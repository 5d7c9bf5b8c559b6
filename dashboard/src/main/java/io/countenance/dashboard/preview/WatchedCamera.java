package io.countenance.dashboard.preview;

import io.countenance.schemas.FaceExpression;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A camera whose picture somebody looks at: its frames that wait for their results, and the latest
 * that has them. One thread at a time.
 */
final class WatchedCamera {

    private static final int MAX_WAITING_FRAMES = 1_024;

    private final FrameMatching matching = new FrameMatching(MAX_WAITING_FRAMES, 0);
    private @Nullable LatestPicture latest;
    private long askedAt;

    /** Remembers that somebody asked, by the clock of {@link System#nanoTime()}. */
    void askedAt(long time) {
        askedAt = time;
    }

    /** How long nobody has asked, ns. */
    long unaskedFor(long now) {
        return now - askedAt;
    }

    /** Keeps at most so many bytes of frames that wait, or one frame. */
    void limitTo(long bytes) {
        matching.limitTo(bytes);
    }

    void image(FrameKey key, byte[] image) {
        keep(matching.image(key, image));
    }

    void face(FrameKey key, FaceExpression face) {
        keep(matching.face(key, face));
    }

    void result(FrameKey key, int faces) {
        keep(matching.result(key, faces));
    }

    /** Takes that nothing was read in a frame. */
    void unread(FrameKey key) {
        matching.forget(key);
    }

    /** Null where none has come yet. */
    @Nullable LatestPicture latest() {
        return latest;
    }

    private void keep(Optional<ReadFrame> frame) {
        frame.ifPresent(complete -> latest = new LatestPicture(complete));
    }
}
