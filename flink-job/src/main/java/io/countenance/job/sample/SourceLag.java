package io.countenance.job.sample;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a source is behind: the age of its records as they enter the job, their Kafka timestamp
 * against this machine's clock. A camera's clock may be wrong, so each camera has a say and the
 * middle one holds, the lower of two. For one thread.
 */
final class SourceLag {

    private final Map<String, Long> newest = new HashMap<>();

    /** Takes note of a record. */
    void add(String cameraId, long age) {
        newest.put(cameraId, age);
    }

    /** The middle camera's newest age since the last call, ms; 0 where there was no record. */
    long take() {
        if (newest.isEmpty()) {
            return 0;
        }
        long[] ages = newest.values().stream().mapToLong(Long::longValue).toArray();
        newest.clear();
        Arrays.sort(ages);
        return ages[(ages.length - 1) / 2];
    }
}
