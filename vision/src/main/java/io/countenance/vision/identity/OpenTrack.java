package io.countenance.vision.identity;

/**
 * Whose face the tracker follows at the moment. Mutable, for one thread at a time; Flink
 * checkpoints it as a POJO, which is why its fields are public.
 */
public final class OpenTrack {

    /** The tracker's number of it. */
    public long trackId;

    /** Whose face it is, from 1 up; 0 as long as that is open. */
    public long personId;

    /** When it was confirmed, ms since 1970. */
    public long firstSeen;

    /** When it was seen last, ms since 1970. */
    public long lastSeen;

    /** How many embeddings went in while it was open whose face it is. */
    public int embeddings;

    /** Their sum, each times its weight; empty before the first. Biometric data. */
    public float[] sum = {};

    /** All zero. */
    public OpenTrack() {}
}
