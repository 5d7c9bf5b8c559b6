package io.countenance.benchmarks.stages;

/**
 * What a stage takes.
 *
 * @param setting frame and faces, or batch
 * @param stage its name
 * @param microseconds for a frame, or a batch
 * @param error half the 99.9 % confidence interval, µs
 * @param share of all stages of that frame, 0 to 1
 * @param bytesAllocated on Java's heap
 */
record StageTime(
        String setting,
        String stage,
        double microseconds,
        double error,
        double share,
        double bytesAllocated) {}
