package io.countenance.job.order;

/** What happens in one camera's own time. */
public enum CameraEvent {
    /** A frame, younger than all before it or as old as the last. */
    FRAME,
    /** A frame that the camera's time has passed, but not by more than the allowed lateness. */
    LATE_FRAME,
    /** No frames for a while; there may be more. */
    SILENT,
    /** The camera's clock was set back: its time begins anew, earlier. */
    SET_BACK,
    /**
     * Nothing for so long, or the end of input: all that is known of the camera is to be dropped.
     */
    FORGOTTEN
}
