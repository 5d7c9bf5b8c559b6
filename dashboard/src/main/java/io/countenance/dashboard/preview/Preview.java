package io.countenance.dashboard.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.connectors.source.IngestedFrame;
import io.countenance.dashboard.PreviewMode;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import io.countenance.vision.image.RejectedImageException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest picture of each camera, made when it is asked for. Frames are wanted, and read from
 * Kafka, only while somebody asks. Memory is bounded. Any number of threads.
 */
public final class Preview {

    private static final Logger LOG = LoggerFactory.getLogger(Preview.class);
    private static final Duration INTEREST = Duration.ofSeconds(10);
    private static final int MAX_WAITING_FRAMES = 1_024;
    private static final long MAX_WAITING_BYTES = 64L << 20;
    private static final int MAX_CAMERAS = 64;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PreviewMode mode;
    private final Map<String, ReadFrame> latest =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, ReadFrame> eldest) {
                    return size() > MAX_CAMERAS;
                }
            };
    private FrameMatching matching = new FrameMatching(MAX_WAITING_FRAMES, MAX_WAITING_BYTES);
    private @Nullable PictureRenderer renderer;
    private long wantedUntil = System.nanoTime();

    /**
     * @param mode not {@link PreviewMode#OFF}
     */
    public Preview(PreviewMode mode) {
        this.mode = mode;
    }

    /**
     * The latest picture of a camera as a JSON object: {@code captureTime}, {@code width}, {@code
     * height}, {@code image} (a JPEG file in Base64), {@code faces}. Empty where there is none yet;
     * asking makes frames wanted for ten seconds.
     */
    public synchronized Optional<String> latest(String cameraId) {
        wantedUntil = System.nanoTime() + INTEREST.toNanos();
        notifyAll();
        ReadFrame frame = latest.get(cameraId);
        if (frame == null) {
            return Optional.empty();
        }
        if (renderer == null) {
            renderer = new PictureRenderer(mode);
        }
        try {
            return Optional.of(JSON.writeValueAsString(renderer.render(frame)));
        } catch (RejectedImageException e) {
            LOG.debug("A frame that the job has read cannot be decoded", e);
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of plain values has no JSON form", e);
        }
    }

    /** Whether anybody has asked in the last ten seconds. */
    public synchronized boolean wanted() {
        return wantedUntil - System.nanoTime() > 0;
    }

    /** Waits until somebody asks, at most that long. */
    public synchronized void awaitWanted(Duration most) throws InterruptedException {
        if (!wanted()) {
            wait(most.toMillis());
        }
    }

    /** Forgets all pictures; nobody wants them. */
    public synchronized void clear() {
        latest.clear();
        matching = new FrameMatching(MAX_WAITING_FRAMES, MAX_WAITING_BYTES);
    }

    /** Takes a record of the frames topic. */
    public synchronized void frame(IngestedFrame frame) {
        if (!frame.refused()) {
            keep(
                    matching.image(
                            new FrameKey(
                                    frame.cameraId(), frame.sequenceNumber(), frame.captureTime()),
                            frame.image()));
        }
    }

    /** Takes a face. */
    public synchronized void face(FaceExpression face) {
        keep(
                matching.face(
                        new FrameKey(
                                face.getCameraId(),
                                face.getSequenceNumber(),
                                face.getCaptureTime().toEpochMilli()),
                        face));
    }

    /** Takes what became of a frame. */
    public synchronized void result(FrameResult result) {
        if (result.getOutcome() == FrameOutcome.CLASSIFIED) {
            keep(
                    matching.result(
                            new FrameKey(
                                    result.getCameraId(),
                                    result.getSequenceNumber(),
                                    result.getCaptureTime().toEpochMilli()),
                            result.getFaces()));
        }
    }

    private void keep(Optional<ReadFrame> frame) {
        frame.ifPresent(
                complete -> {
                    latest.remove(complete.key().cameraId());
                    latest.put(complete.key().cameraId(), complete);
                });
    }
}
