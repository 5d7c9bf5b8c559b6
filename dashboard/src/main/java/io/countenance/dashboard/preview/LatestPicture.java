package io.countenance.dashboard.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.vision.image.RejectedImageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A frame, and from the first time that somebody asks the picture that is sent of it: made once,
 * for all pages. Any number of threads.
 */
final class LatestPicture {

    private static final Logger LOG = LoggerFactory.getLogger(LatestPicture.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Null once the picture is made. */
    private @Nullable ReadFrame frame;

    private @Nullable String json;

    LatestPicture(ReadFrame frame) {
        this.frame = frame;
    }

    /** A {@link PictureView} as JSON; empty where the frame cannot be decoded. */
    synchronized Optional<String> json(PictureRenderer renderer) {
        if (frame != null) {
            json = make(renderer, frame);
            frame = null;
        }
        return Optional.ofNullable(json);
    }

    private static @Nullable String make(PictureRenderer renderer, ReadFrame frame) {
        try {
            return JSON.writeValueAsString(renderer.render(frame));
        } catch (RejectedImageException e) {
            LOG.debug("A frame that the job has read cannot be decoded", e);
            return null;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of plain values has no JSON form", e);
        }
    }
}
