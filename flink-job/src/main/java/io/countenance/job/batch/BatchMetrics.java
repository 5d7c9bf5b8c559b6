package io.countenance.job.batch;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What one subtask measures of its batches: histograms {@code framesPerBatch} and {@code
 * batchWaitMilliseconds}, which is how long the first frame waited; a gauge {@code framesWaiting};
 * and a counter {@code batches} in groups {@code cause.NAME}. Used by one operator's thread.
 */
final class BatchMetrics {

    private static final int REMEMBERED_BATCHES = 500;

    /** Why a batch was closed. */
    enum Cause {
        /** It had all the frames or bytes it may have. */
        FULL,
        /** Its first frame had waited long enough. */
        WAIT,
        /** A checkpoint's barrier came. */
        CHECKPOINT,
        /** A watermark, or a change of idleness, came. */
        WATERMARK,
        /** The input ended. */
        END
    }

    private final Map<Cause, Counter> batches = new EnumMap<>(Cause.class);
    private final Histogram framesPerBatch;
    private final Histogram wait;

    /**
     * @param framesWaiting how many frames wait now; asked by other threads
     */
    BatchMetrics(MetricGroup metrics, IntSupplier framesWaiting) {
        for (Cause cause : Cause.values()) {
            batches.put(
                    cause,
                    metrics.addGroup("cause", cause.name().toLowerCase(Locale.ROOT))
                            .counter("batches"));
        }
        framesPerBatch =
                metrics.histogram(
                        "framesPerBatch", new DescriptiveStatisticsHistogram(REMEMBERED_BATCHES));
        wait =
                metrics.histogram(
                        "batchWaitMilliseconds",
                        new DescriptiveStatisticsHistogram(REMEMBERED_BATCHES));
        metrics.gauge("framesWaiting", framesWaiting::getAsInt);
    }

    /** A batch was closed. */
    void closed(Cause cause, int frames, long waitedMilliseconds) {
        batches.get(cause).inc();
        framesPerBatch.update(frames);
        wait.update(waitedMilliseconds);
    }
}
