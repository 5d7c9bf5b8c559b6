package io.countenance.vision.track;

import java.util.List;

/** Follows persons through one camera's frames. Has no state of its own; threads may share it. */
public final class PersonTracker {

    public PersonTracker(TrackerOptions options) {}

    /**
     * Takes one frame, in the order of capture times.
     *
     * @return for each detection its person id, counted from 1, or 0 where it is not confirmed
     */
    public long[] update(CameraTracks tracks, long captureTime, List<TrackedDetection> detections) {
        throw new UnsupportedOperationException("contract only");
    }

    /**
     * Gives a late frame's detections to persons already known, by where those were then; changes
     * no track.
     *
     * @return for each detection its person id, or 0 where none fits
     */
    public long[] match(CameraTracks tracks, long captureTime, List<TrackedDetection> detections) {
        throw new UnsupportedOperationException("contract only");
    }

    /**
     * When the last of the tracks will be forgotten unless seen again, ms since 1970; {@code
     * Long.MIN_VALUE} if there is none.
     */
    public long expiresAt(CameraTracks tracks) {
        throw new UnsupportedOperationException("contract only");
    }
}
