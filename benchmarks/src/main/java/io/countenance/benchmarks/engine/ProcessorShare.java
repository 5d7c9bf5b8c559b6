package io.countenance.benchmarks.engine;

/**
 * What threads of a kind take of the processors while the job runs.
 *
 * @param setting frames and parallelism
 * @param kind what they do
 * @param millisPerFrame processor time a frame, ms
 * @param share of the whole process, 0 to 1
 */
record ProcessorShare(String setting, String kind, double millisPerFrame, double share) {}
