package io.countenance.job.window;

/**
 * How far one camera's windows have come. Mutable; Flink checkpoints it as a POJO, which is why its
 * fields are public.
 */
public final class WindowProgress {

    /** Capture time of the camera's newest frame, ms since 1970. */
    public long time = Long.MIN_VALUE;

    /** When the next window is to be issued or dropped, ms since 1970. */
    public long nextDue = Long.MAX_VALUE;

    /** Revision that a window's first issue has. */
    public int firstRevision;

    /** The highest revision that was issued; -1 before the first. */
    public int highestRevision = -1;

    /** A camera without windows. */
    public WindowProgress() {}

    /**
     * Begins anew, earlier: windows that have been issued already may come again, and are to
     * overrule what was issued before.
     */
    void setBack() {
        time = Long.MIN_VALUE;
        nextDue = Long.MAX_VALUE;
        firstRevision = highestRevision + 1;
    }
}
