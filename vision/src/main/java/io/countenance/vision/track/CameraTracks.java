package io.countenance.vision.track;

import java.util.ArrayList;
import java.util.List;

/**
 * All that the tracker remembers of one camera: about 150 bytes a track. Mutable, for one thread at
 * a time; Flink checkpoints it as a POJO, which is why its fields are public.
 *
 * <p>Keep it also when no track is left: {@link #nextPersonId} sees to it that no person id is
 * given twice.
 */
public final class CameraTracks {

    /** Capture time of the newest frame, ms since 1970; {@code Long.MIN_VALUE} before the first. */
    public long lastCaptureTime = Long.MIN_VALUE;

    /** The id that the next confirmed person gets. */
    public long nextPersonId = 1;

    /** Oldest first. */
    public List<Track> tracks = new ArrayList<>();

    /** No tracks yet; the first person's id will be 1. */
    public CameraTracks() {}
}
