package io.countenance.benchmarks.scale;

/**
 * The operators with state, with so many persons in it.
 *
 * @param persons that are followed
 * @param cameras before which they are
 * @param framesPerSecond that the operators took while state grew
 * @param heapBytes in use, after a collection of garbage
 * @param checkpointBytes of a checkpoint
 * @param bytesPerPerson of it
 * @param checkpointMillis from its trigger to its end, ms; median
 */
record PersonScale(
        int persons,
        int cameras,
        double framesPerSecond,
        long heapBytes,
        long checkpointBytes,
        double bytesPerPerson,
        double checkpointMillis) {}
