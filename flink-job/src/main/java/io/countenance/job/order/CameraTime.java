package io.countenance.job.order;

/**
 * How far one camera's time has come. Times are ms since 1970, {@code Long.MIN_VALUE} before the
 * first frame. Mutable, for one thread at a time; Flink checkpoints it as a POJO, which is why its
 * fields are public.
 */
public final class CameraTime {

    static final long NEVER = Long.MIN_VALUE;

    /** Capture time of the newest frame that was believed. */
    public long latest = NEVER;

    /** The number of that frame. */
    public long latestSequenceNumber = NEVER;

    /** Frames up to this time have been handed on; others of it are late. */
    public long passed = NEVER;

    /** The oldest frame that waits; {@code Long.MAX_VALUE} where none does. */
    public long oldestWaiting = Long.MAX_VALUE;

    /** Taken frames before this time have been forgotten. */
    public long remembered = NEVER;

    /** How many frames in a row did not fit the camera's time. */
    public int strays;

    /** Capture time of the last of them. */
    public long lastStray = NEVER;

    /**
     * The camera's newest frame or, where that was ahead, the watermark when a frame came last or
     * the camera fell silent.
     */
    public long seen = NEVER;

    /** When the camera will be looked at next, in event time. */
    public long nextCheck = NEVER;

    /** Whether it was told that the camera is silent. */
    public boolean silent;

    /** A camera of which there was no frame. */
    public CameraTime() {}

    boolean hasStarted() {
        return latest != NEVER;
    }

    /** The newest frame's time, less what frames may be out of order by; what is behind is late. */
    long time(long outOfOrderness) {
        return latest - outOfOrderness - 1;
    }

    /** Whether a frame is too far from the newest one to be believed at once. */
    boolean isStray(long time, long maxJump) {
        return hasStarted() && Math.abs(time - latest) > maxJump;
    }

    /** Takes up a frame that is not late. */
    void advance(long time, long sequenceNumber, long outOfOrderness) {
        if (time >= latest) {
            latest = time;
            latestSequenceNumber = sequenceNumber;
            passed = Math.max(passed, time(outOfOrderness));
        }
        oldestWaiting = Math.min(oldestWaiting, time);
    }

    /** Begins anew, as if there had been no frame. */
    void restart() {
        latest = NEVER;
        latestSequenceNumber = NEVER;
        passed = NEVER;
        oldestWaiting = Long.MAX_VALUE;
        remembered = NEVER;
        strays = 0;
        lastStray = NEVER;
    }
}
