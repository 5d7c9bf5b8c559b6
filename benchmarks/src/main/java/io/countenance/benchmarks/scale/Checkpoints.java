package io.countenance.benchmarks.scale;

import io.countenance.benchmarks.engine.RunningJob;
import io.countenance.benchmarks.measure.Median;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;

/**
 * What checkpoints of a job take.
 *
 * @param bytes of the last
 * @param millis from the trigger of one to its end, ms; median
 */
record Checkpoints(long bytes, double millis) {

    /** Takes so many, after one that does not count. */
    static Checkpoints of(RunningJob job, int count) throws Exception {
        job.checkpoint();
        long bytes = 0;
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            CompletedCheckpointStats checkpoint = job.checkpoint();
            bytes = checkpoint.getStateSize();
            millis[i] = checkpoint.getEndToEndDuration();
        }
        return new Checkpoints(bytes, Median.of(millis));
    }
}
