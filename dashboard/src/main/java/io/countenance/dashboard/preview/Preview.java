package io.countenance.dashboard.preview;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.dashboard.PreviewMode;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The latest picture of each camera that somebody looks at. Nothing is kept of any other camera,
 * and no picture is made before it is asked for, so memory and work go with what is looked at, not
 * with what the topics hold: at most {@value #MAX_CAMERAS} cameras, 64 MiB of frames that wait for
 * their results, shared among them (though one frame each), and one picture each. Any number of
 * threads.
 */
public final class Preview {

    private static final Duration INTEREST = Duration.ofSeconds(10);
    private static final int MAX_CAMERAS = 64;
    private static final long MAX_WAITING_BYTES = 64L << 20;

    private final PictureRenderer renderer;
    private final LongSupplier clock;

    /** The one that was asked for longest ago comes first. */
    private final Map<String, WatchedCamera> watched = new LinkedHashMap<>();

    /**
     * @param mode not {@link PreviewMode#OFF}
     */
    public Preview(PreviewMode mode) {
        this(mode, System::nanoTime);
    }

    /**
     * @param clock ns, as {@link System#nanoTime()}
     */
    Preview(PreviewMode mode, LongSupplier clock) {
        renderer = new PictureRenderer(mode);
        this.clock = clock;
    }

    /**
     * The latest picture of a camera as a JSON object: {@code captureTime}, {@code width}, {@code
     * height}, {@code image} (a JPEG file in Base64), {@code faces}. Empty where there is none yet;
     * asking makes this camera's frames wanted for ten seconds.
     */
    public Optional<String> latest(String cameraId) {
        LatestPicture picture = ask(cameraId);
        // Made without the lock: a large picture must not hold up who brings the next.
        return picture == null ? Optional.empty() : picture.json(renderer);
    }

    private synchronized @Nullable LatestPicture ask(String cameraId) {
        forgetUnwatched();
        WatchedCamera camera = watched.remove(cameraId);
        if (camera == null) {
            camera = new WatchedCamera();
        }
        camera.askedAt(clock.getAsLong());
        watched.put(cameraId, camera);
        if (watched.size() > MAX_CAMERAS) {
            Iterator<WatchedCamera> oldest = watched.values().iterator();
            oldest.next();
            oldest.remove();
        }
        shareRoom();
        notifyAll();
        return camera.latest();
    }

    private void forgetUnwatched() {
        long now = clock.getAsLong();
        if (watched.values().removeIf(camera -> camera.unaskedFor(now) > INTEREST.toNanos())) {
            shareRoom();
        }
    }

    private void shareRoom() {
        watched.values().forEach(camera -> camera.limitTo(MAX_WAITING_BYTES / watched.size()));
    }

    /**
     * Whether anybody has asked for any camera in the last ten seconds. Forgets the pictures of
     * cameras that nobody has asked for.
     */
    public synchronized boolean wanted() {
        forgetUnwatched();
        return !watched.isEmpty();
    }

    /** Waits until somebody asks, at most that long. */
    public synchronized void awaitWanted(Duration most) throws InterruptedException {
        if (!wanted()) {
            wait(most.toMillis());
        }
    }

    /** Takes a record of the frames topic. */
    public synchronized void frame(IngestedFrame frame) {
        WatchedCamera camera = watched.get(frame.cameraId());
        if (camera != null && !frame.refused()) {
            camera.image(
                    new FrameKey(frame.cameraId(), frame.sequenceNumber(), frame.captureTime()),
                    frame.image());
        }
    }

    /** Takes a face. */
    public synchronized void face(FaceExpression face) {
        WatchedCamera camera = watched.get(face.getCameraId());
        if (camera != null) {
            camera.face(
                    new FrameKey(
                            face.getCameraId(),
                            face.getSequenceNumber(),
                            face.getCaptureTime().toEpochMilli()),
                    face);
        }
    }

    /** Takes what became of a frame. */
    public synchronized void result(FrameResult result) {
        WatchedCamera camera = watched.get(result.getCameraId());
        if (camera == null) {
            return;
        }
        FrameKey key =
                new FrameKey(
                        result.getCameraId(),
                        result.getSequenceNumber(),
                        result.getCaptureTime().toEpochMilli());
        if (result.getOutcome() == FrameOutcome.CLASSIFIED) {
            camera.result(key, result.getFaces());
        } else {
            camera.unread(key);
        }
    }
}
