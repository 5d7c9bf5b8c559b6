package io.countenance.dashboard.preview;

import io.countenance.schemas.BoundingBox;
import io.countenance.schemas.FaceExpression;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings one camera's frames and their results together, in whatever order they come. One thread at
 * a time.
 *
 * <p>A frame comes out once its result and as many faces as the result counts are there, never
 * before: no face that was found is unknown to whoever blurs faces. What came before it is
 * forgotten then, since only the latest is shown.
 *
 * <p>Keeps a bounded number of frames and bytes. Where more is to wait, every second frame goes:
 * those that stay are spread over all the time that results take, the oldest among them, whose
 * result is the next to come. To drop the oldest would lose every frame before its result. Results
 * come in order: an oldest that gets none, since it was refused, goes with the next result, else it
 * would stay for good in the place of those that get one.
 */
final class FrameMatching {

    private static final int UNKNOWN = -1;

    /** A frame with more faces is not shown. */
    private static final int MAX_FACES = 1_000;

    private static final class Parts {
        private byte @Nullable [] image;
        private int expectedFaces = UNKNOWN;

        /** By place: a face that was written twice, as after a failure, must not pass for two. */
        private final Map<BoundingBox, FaceExpression> faces = new LinkedHashMap<>();
    }

    private final int maxFrames;
    private final Map<FrameKey, Parts> waiting = new LinkedHashMap<>();
    private long maxBytes;
    private int images;
    private long bytes;

    /**
     * @param maxFrames most frames of which a part is kept
     * @param maxBytes most bytes of pictures that are kept; one frame is, however large
     */
    FrameMatching(int maxFrames, long maxBytes) {
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
    }

    /** Keeps that many bytes from now on. */
    void limitTo(long bytesFromNow) {
        maxBytes = bytesFromNow;
        makeRoom();
    }

    Optional<ReadFrame> image(FrameKey key, byte[] image) {
        Parts parts = parts(key);
        if (parts.image == null) {
            parts.image = image;
            images++;
            bytes += image.length;
        }
        return complete(key, parts);
    }

    Optional<ReadFrame> face(FrameKey key, FaceExpression face) {
        Parts parts = parts(key);
        if (parts.faces.size() < MAX_FACES) {
            parts.faces.putIfAbsent(face.getBox(), face);
        }
        return complete(key, parts);
    }

    Optional<ReadFrame> result(FrameKey key, int faces) {
        forgetUnreadBefore(key);
        Parts parts = parts(key);
        parts.expectedFaces = faces;
        return complete(key, parts);
    }

    private void forgetUnreadBefore(FrameKey key) {
        Iterator<Map.Entry<FrameKey, Parts>> entries = waiting.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<FrameKey, Parts> entry = entries.next();
            Parts parts = entry.getValue();
            if (parts.expectedFaces == UNKNOWN
                    && entry.getKey().captureTime() < key.captureTime()) {
                entries.remove();
                removed(parts);
            }
        }
    }

    /** Drops a frame that nothing will be read in. */
    void forget(FrameKey key) {
        Parts parts = waiting.remove(key);
        if (parts != null) {
            removed(parts);
        }
    }

    /** Bytes of the pictures that wait. */
    long bytes() {
        return bytes;
    }

    private Parts parts(FrameKey key) {
        return waiting.computeIfAbsent(key, missing -> new Parts());
    }

    private Optional<ReadFrame> complete(FrameKey key, Parts parts) {
        byte[] image = parts.image;
        if (image != null
                && parts.expectedFaces != UNKNOWN
                && parts.faces.size() >= parts.expectedFaces) {
            forgetUpTo(key);
            return Optional.of(new ReadFrame(key, image, List.copyOf(parts.faces.values())));
        }
        makeRoom();
        return Optional.empty();
    }

    /** By the order in which they came, and by the camera's clock, which may jump back. */
    private void forgetUpTo(FrameKey key) {
        boolean upTo = true;
        Iterator<Map.Entry<FrameKey, Parts>> entries = waiting.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<FrameKey, Parts> entry = entries.next();
            FrameKey other = entry.getKey();
            if (upTo || other.captureTime() <= key.captureTime()) {
                entries.remove();
                removed(entry.getValue());
            }
            upTo &= !other.equals(key);
        }
    }

    private void makeRoom() {
        while (waiting.size() > maxFrames) {
            thin(parts -> true);
        }
        while (bytes > maxBytes && images > 1) {
            thin(parts -> parts.image != null);
        }
    }

    /**
     * Drops every second one of these; the oldest stays. By their times: one that came first with a
     * time far ahead is refused, and no result says so.
     */
    private void thin(Predicate<Parts> these) {
        List<FrameKey> keys =
                waiting.entrySet().stream()
                        .filter(entry -> these.test(entry.getValue()))
                        .map(Map.Entry::getKey)
                        .sorted(Comparator.comparingLong(FrameKey::captureTime))
                        .toList();
        for (int i = 1; i < keys.size(); i += 2) {
            forget(keys.get(i));
        }
    }

    private void removed(Parts parts) {
        if (parts.image != null) {
            images--;
            bytes -= parts.image.length;
        }
    }
}
