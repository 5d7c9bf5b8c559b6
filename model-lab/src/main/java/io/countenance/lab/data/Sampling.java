package io.countenance.lab.data;

/** How often faces of each expression are shown in an epoch. */
public enum Sampling {
    /** Every face once, in an order drawn anew each epoch. */
    NATURAL,
    /**
     * Every expression that occurs equally often: those of rare ones are shown several times, of
     * frequent ones only some. The expression of a face is its majority label, or where it has none
     * its most probable one.
     */
    BALANCED
}
