package io.countenance.export;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Of windows that were issued more than once, the highest revision. Takes memory for those alone:
 * most windows have one revision, 0. One thread at a time.
 */
final class LatestRevisions {

    /**
     * What makes two windows the same one.
     *
     * @param personId null for a room's
     */
    private record Key(String cameraId, @Nullable Long personId, Instant start, Instant end) {}

    private final Map<Key, Integer> highest = new HashMap<>();

    /** Hears of every window of the range, first. */
    void see(IndexedRecord window) {
        int revision = revision(window);
        if (revision > 0) {
            highest.merge(key(window), revision, Math::max);
        }
    }

    /** Whether a window is of the highest revision that was seen of it. */
    boolean holds(IndexedRecord window) {
        return revision(window) >= highest.getOrDefault(key(window), 0);
    }

    private static int revision(IndexedRecord window) {
        return (Integer) field(window, "revision");
    }

    private static Key key(IndexedRecord window) {
        return new Key(
                (String) field(window, "cameraId"),
                window.getSchema().getField("personId") == null
                        ? null
                        : (Long) field(window, "personId"),
                (Instant) field(window, "windowStart"),
                (Instant) field(window, "windowEnd"));
    }

    private static Object field(IndexedRecord window, String name) {
        Schema.Field field = window.getSchema().getField(name);
        return window.get(field.pos());
    }
}
