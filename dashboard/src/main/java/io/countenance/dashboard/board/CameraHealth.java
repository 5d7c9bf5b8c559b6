package io.countenance.dashboard.board;

import java.util.Map;
import java.util.TreeMap;

/** What became of one camera's frames since the board began. One thread at a time. */
final class CameraHealth {

    private static final int RATE_SECONDS = 10;
    private static final int MAX_REASONS = 32;
    private static final int MAX_REASON_CHARACTERS = 64;
    private static final String OTHER = "other";

    /**
     * A camera's counts as the page gets them.
     *
     * @param camera its name
     * @param read frames that were read for faces
     * @param sampledOut frames left out on purpose
     * @param refused frames by reason code
     * @param framesPerSecond read in the last ten seconds, frames/s
     * @param delayMillis from the latest frame's capture to its result in Kafka; -1 where no frame
     *     was read
     */
    record View(
            String camera,
            long read,
            long sampledOut,
            Map<String, Long> refused,
            double framesPerSecond,
            long delayMillis) {}

    private final String cameraId;
    private final long[] readInSecond = new long[RATE_SECONDS];
    private final Map<String, Long> refused = new TreeMap<>();
    private long read;
    private long sampledOut;
    private long delayMillis = -1;
    private int second;

    CameraHealth(String cameraId) {
        this.cameraId = cameraId;
    }

    void read(long captureTime, long recordTime) {
        read++;
        readInSecond[second]++;
        delayMillis = Math.max(0, recordTime - captureTime);
    }

    void sampledOut() {
        sampledOut++;
    }

    void refused(String reason) {
        boolean counted =
                refused.containsKey(reason)
                        || refused.size() < MAX_REASONS && reason.length() <= MAX_REASON_CHARACTERS;
        refused.merge(counted ? reason : OTHER, 1L, Long::sum);
    }

    View view() {
        long recent = 0;
        for (long count : readInSecond) {
            recent += count;
        }
        return new View(
                cameraId,
                read,
                sampledOut,
                Map.copyOf(refused),
                recent / (double) RATE_SECONDS,
                delayMillis);
    }

    /** To be called once a second. */
    void tick() {
        second = (second + 1) % RATE_SECONDS;
        readInSecond[second] = 0;
    }
}
