package io.countenance.benchmarks.scale;

import io.countenance.job.frame.FrameFaces;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps a job alive whose frames have ended. In: numbers. Out: nothing. Takes a ms for each, in
 * which a checkpoint has to wait.
 */
final class Silence implements FlatMapFunction<Long, FrameFaces> {

    private static final long serialVersionUID = 1;
    private static final long NANOS = Duration.ofMillis(1).toNanos();

    @Override
    public void flatMap(Long number, Collector<FrameFaces> out) {
        LockSupport.parkNanos(NANOS);
    }
}
