package io.countenance.job.options;

/** What is done when frames come faster than they can be read. */
public enum Overload {
    /** All are read; the job falls behind. */
    BACKPRESSURE,
    /** Fewer are read of each camera while the source lags. */
    SAMPLE
}
