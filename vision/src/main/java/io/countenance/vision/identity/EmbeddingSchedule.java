package io.countenance.vision.identity;

import java.time.Duration;

/**
 * Says in which frames faces are embedded: a function of camera and capture time alone, so that a
 * replay embeds the same ones, whatever came before and wherever it runs. Threads may share it.
 *
 * <p>Of each interval a tenth of a second counts, at a place that changes from interval to interval
 * as if by chance. From 10 frames a second up there is a frame in each; of fewer, there is one in
 * some, and no frame rate can always miss.
 */
public final class EmbeddingSchedule {

    /** How much of each interval counts, ms; no interval is shorter. */
    public static final int COUNTING = 100;

    private final long interval;

    /**
     * A schedule.
     *
     * @param interval at least 100 ms
     */
    public EmbeddingSchedule(Duration interval) {
        if (interval.toMillis() < COUNTING) {
            throw new IllegalArgumentException(
                    "interval is " + interval + " but must be at least " + COUNTING + " ms");
        }
        this.interval = interval.toMillis();
    }

    /** Whether the faces of a camera's frame, taken at a time in ms since 1970, are embedded. */
    public boolean isDue(String cameraId, long captureTime) {
        long number = Math.floorDiv(captureTime, interval);
        long from = mixed(number ^ (long) cameraId.hashCode() << 32);
        // Round and round the interval: else its ends would seldom be in, and with them all frames
        // of a camera that always sends there.
        return Math.floorMod(captureTime - from, interval) < COUNTING;
    }

    /** SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    private static long mixed(long seed) {
        long z = seed + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
