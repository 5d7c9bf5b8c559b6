package io.countenance.benchmarks.latency;

import org.HdrHistogram.Histogram;

/**
 * How long results of one kind took under one load.
 *
 * @param delivery of results
 * @param option of the job that was not as usual, {@code name=value}; empty where all were
 * @param sustained frames/s that the job makes of a backlog with these options
 * @param load share of the frames/s that the job makes of a backlog as usual
 * @param framesPerSecond that were published
 * @param cameras that took them
 * @param record {@code face-expressions}, from the frame's capture, or {@code expression-windows},
 *     from the window's end
 * @param count of records
 * @param p50 half of the records took no longer, ms
 * @param p95 95 % took no longer, ms
 * @param p99 99 % took no longer, ms
 * @param max the longest, ms
 */
record Latency(
        String delivery,
        String option,
        double sustained,
        double load,
        double framesPerSecond,
        int cameras,
        String record,
        long count,
        double p50,
        double p95,
        double p99,
        double max) {

    private static final double MICROS = 1000;

    static Latency of(
            LatencySetting setting,
            double sustained,
            double load,
            double framesPerSecond,
            int cameras,
            String record,
            Histogram micros) {
        return new Latency(
                setting.deliveryText(),
                setting.option(),
                sustained,
                load,
                framesPerSecond,
                cameras,
                record,
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / MICROS,
                micros.getValueAtPercentile(95) / MICROS,
                micros.getValueAtPercentile(99) / MICROS,
                micros.getMaxValue() / MICROS);
    }
}
