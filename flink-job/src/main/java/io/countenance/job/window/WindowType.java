package io.countenance.job.window;

/** How event time is cut into windows. */
public enum WindowType {
    /** Back to back, each {@code windows.size} long. */
    TUMBLING,
    /** {@code windows.size} long, one starting every {@code windows.slide}. */
    SLIDING,
    /**
     * From a person's (a room's: anybody's) first observation until none came for {@code
     * windows.gap}.
     */
    SESSION
}
