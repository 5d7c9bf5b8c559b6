package io.countenance.connectors.sink;

/** What the sinks promise. */
public enum Delivery {
    /** Results may be lost or doubled on a failure. */
    NONE,
    /** No result is lost; some may be doubled on a failure. */
    AT_LEAST_ONCE,
    /** A consumer that reads committed records sees each result once. Needs checkpoints. */
    EXACTLY_ONCE
}
