package io.countenance.vision.identity;

import java.util.ArrayList;
import java.util.List;

/**
 * Whose faces one camera's tracker follows at the moment. Small; changes with every frame. Mutable,
 * for one thread at a time; Flink checkpoints it as a POJO, which is why its fields are public.
 */
public final class OpenTracks {

    /** The number that the next new person gets. */
    public long nextPersonId = 1;

    /** Oldest first. */
    public List<OpenTrack> tracks = new ArrayList<>();

    /** The camera's newest capture time, ms since 1970. */
    public long latest;

    /**
     * Where the job's time was when that frame came, ms since 1970: the watermark, or {@link
     * #latest} where that was ahead of it. A camera's own clock may be far from the watermark.
     */
    public long seen;

    /** None; the first person's number will be 1. */
    public OpenTracks() {}
}
