package io.countenance.vision.identity;

/**
 * What a person looks like. Mutable, for one thread at a time; Flink checkpoints it as a POJO,
 * which is why its fields are public.
 */
public final class KnownPerson {

    /** The person's number, from 1 up. */
    public long personId;

    /** When the person's last track ended, or began where it has not; ms since 1970. */
    public long lastSeen;

    /** How many embeddings went in. */
    public int embeddings;

    /** Their sum, each times its weight; empty before the first. Biometric data. */
    public float[] sum = {};

    /** All zero. */
    public KnownPerson() {}
}
