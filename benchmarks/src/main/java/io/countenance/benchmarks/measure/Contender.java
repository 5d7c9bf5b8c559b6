package io.countenance.benchmarks.measure;

/**
 * Something that is measured against others.
 *
 * @param name what tables call it
 * @param preparation what a turn needs, not timed
 * @param turn does a fixed amount of work and returns how many units it did
 */
public record Contender(String name, Preparation preparation, Turn turn) {

    /** A contender whose turns need nothing. */
    public Contender(String name, Turn turn) {
        this(name, () -> {}, turn);
    }

    /** What comes before a turn. */
    @FunctionalInterface
    public interface Preparation {

        /** Prepares the next turn. */
        void prepare() throws Exception;
    }

    /** A turn of work; it is timed as a whole. */
    @FunctionalInterface
    public interface Turn {

        /** Works, and returns how many units, say faces, were done. */
        int work() throws Exception;
    }
}
