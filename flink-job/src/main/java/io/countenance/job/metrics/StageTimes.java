package io.countenance.job.metrics;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * How long one operator's stages take, in groups {@code stage.NAME}: a counter {@code
 * timeMicroseconds} of all the time they took, whose rate is how many threads are busy with them,
 * and a histogram {@code batchMicroseconds} of what one batch took. Used by one operator's thread:
 *
 * <pre>{@code
 * long started = times.start();
 * // decode
 * started = times.end(TimedStage.DECODE, started);
 * // detect
 * times.end(TimedStage.DETECT, started);
 * }</pre>
 */
public final class StageTimes {

    private static final int REMEMBERED_BATCHES = 500;

    private final Map<TimedStage, Times> byStage = new EnumMap<>(TimedStage.class);

    private record Times(Counter total, Histogram ofBatch) {}

    /** Registers the times of these stages. */
    public StageTimes(MetricGroup metrics, TimedStage... stages) {
        for (TimedStage stage : stages) {
            MetricGroup group = metrics.addGroup("stage", stage.label());
            byStage.put(
                    stage,
                    new Times(
                            group.counter("timeMicroseconds"),
                            group.histogram(
                                    "batchMicroseconds",
                                    new DescriptiveStatisticsHistogram(REMEMBERED_BATCHES))));
        }
    }

    /** When the first stage begins, as {@link #end} wants it. */
    public long start() {
        return System.nanoTime();
    }

    /**
     * Takes note of a stage that is over.
     *
     * @param started when it began
     * @return when the next one begins: now
     */
    public long end(TimedStage stage, long started) {
        long now = System.nanoTime();
        long microseconds = (now - started) / 1000;
        Times times = byStage.get(stage);
        times.total.inc(microseconds);
        times.ofBatch.update(microseconds);
        return now;
    }
}
