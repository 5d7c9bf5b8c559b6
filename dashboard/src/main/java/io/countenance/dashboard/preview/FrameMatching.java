package io.countenance.dashboard.preview;

import io.countenance.schemas.FaceExpression;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings frames and their results together, in whatever order they come. Keeps a bounded number of
 * frames and bytes, the latest; what finds no other half is forgotten. One thread at a time.
 *
 * <p>A frame comes out once its result and as many faces as the result counts are there, never
 * before: no face that was found is unknown to whoever blurs faces.
 */
final class FrameMatching {

    private static final int UNKNOWN = -1;

    /** A frame with more faces is not shown. */
    private static final int MAX_FACES = 1_000;

    private static final class Parts {
        private byte @Nullable [] image;
        private int expectedFaces = UNKNOWN;
        private final List<FaceExpression> faces = new ArrayList<>();
    }

    private final int maxFrames;
    private final long maxBytes;
    private final Map<FrameKey, Parts> waiting = new LinkedHashMap<>();
    private long bytes;

    /**
     * @param maxFrames most frames of which a part is kept
     * @param maxBytes most bytes of pictures that are kept
     */
    FrameMatching(int maxFrames, long maxBytes) {
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
    }

    Optional<ReadFrame> image(FrameKey key, byte[] image) {
        Parts parts = parts(key);
        if (parts.image == null) {
            parts.image = image;
            bytes += image.length;
        }
        return complete(key, parts);
    }

    Optional<ReadFrame> face(FrameKey key, FaceExpression face) {
        Parts parts = parts(key);
        if (parts.faces.size() < MAX_FACES) {
            parts.faces.add(face);
        }
        return complete(key, parts);
    }

    Optional<ReadFrame> result(FrameKey key, int faces) {
        Parts parts = parts(key);
        parts.expectedFaces = faces;
        return complete(key, parts);
    }

    private Parts parts(FrameKey key) {
        return waiting.computeIfAbsent(key, missing -> new Parts());
    }

    private Optional<ReadFrame> complete(FrameKey key, Parts parts) {
        byte[] image = parts.image;
        if (image != null
                && parts.expectedFaces != UNKNOWN
                && parts.faces.size() >= parts.expectedFaces) {
            waiting.remove(key);
            bytes -= image.length;
            return Optional.of(new ReadFrame(key, image, List.copyOf(parts.faces)));
        }
        forgetOldest();
        return Optional.empty();
    }

    private void forgetOldest() {
        Iterator<Parts> oldest = waiting.values().iterator();
        while (waiting.size() > maxFrames || bytes > maxBytes) {
            byte[] image = oldest.next().image;
            bytes -= image == null ? 0 : image.length;
            oldest.remove();
        }
    }
}
