package io.countenance.benchmarks.latency;

/**
 * When frames are taken: one after the other at even distances, by all cameras in turn. Frames are
 * numbered from 0 over all cameras.
 *
 * @param name that the cameras' names begin with
 * @param cameras how many
 * @param framesPerSecond of all cameras together
 * @param startNanos when frame 0 is taken, by {@link System#nanoTime()}
 * @param startMillis the same time in ms since 1970
 */
record Schedule(
        String name, int cameras, double framesPerSecond, long startNanos, long startMillis) {

    /** One that starts now. */
    static Schedule startingNow(String name, int cameras, double framesPerSecond) {
        return new Schedule(
                name, cameras, framesPerSecond, System.nanoTime(), System.currentTimeMillis());
    }

    /** The number of the first frame that is taken so many seconds after the start, or later. */
    long numberAfter(double seconds) {
        return (long) Math.ceil(seconds * framesPerSecond);
    }

    /** When a frame is taken, by {@link System#nanoTime()}. */
    long nanosOf(long number) {
        return startNanos + Math.round(number * 1e9 / framesPerSecond);
    }

    /** When a frame is taken, ms since 1970. */
    long captureTimeOf(long number) {
        return startMillis + (nanosOf(number) - startNanos) / 1_000_000;
    }

    /** What {@link System#nanoTime()} says at a capture time. */
    long nanosAt(long captureTime) {
        return startNanos + (captureTime - startMillis) * 1_000_000;
    }

    /** Which camera takes a frame, from 0. */
    int cameraOf(long number) {
        return (int) (number % cameras);
    }

    /** The name of a camera. */
    String cameraId(int camera) {
        return name + "-" + camera;
    }

    /** Whether a camera is one of these. */
    boolean has(String cameraId) {
        return cameraId.startsWith(name + "-");
    }
}
