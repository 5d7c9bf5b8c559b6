package io.countenance.benchmarks.scale;

/**
 * The whole job with so many cameras.
 *
 * @param cameras that the frames came from
 * @param framesPerSecond of all cameras together; median
 * @param ratio of {@code framesPerSecond} to that of the first measurement
 * @param residentBytes of the process, with broker and cluster in it, after a collection of garbage
 * @param heapBytes in use, after a collection of garbage
 * @param resultBytesPerFrame that were written to all result topics, compressed
 * @param checkpointBytes of a checkpoint
 * @param checkpointMillis from its trigger to its end, ms; median
 */
record CameraScale(
        int cameras,
        double framesPerSecond,
        double ratio,
        long residentBytes,
        long heapBytes,
        double resultBytesPerFrame,
        long checkpointBytes,
        double checkpointMillis) {}
