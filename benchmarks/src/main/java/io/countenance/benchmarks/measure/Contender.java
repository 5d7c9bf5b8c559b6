package io.countenance.benchmarks.measure;

/**
 * Something that is measured against others.
 *
 * @param name what tables call it
 * @param preparation what a turn needs, not timed
 * @param turn does a fixed amount of work and returns how many units it did
 * @param completion what it leaves to be done before another's turn, not timed
 */
public record Contender(String name, Preparation preparation, Turn turn, Completion completion) {

    /** A contender whose turns need nothing. */
    public Contender(String name, Turn turn) {
        this(name, () -> {}, turn);
    }

    /** A contender that is done when its turn is. */
    public Contender(String name, Preparation preparation, Turn turn) {
        this(name, preparation, turn, () -> {});
    }

    /** Prepares, works, and completes, where no time is measured. */
    void warmUp() throws Exception {
        preparation.prepare();
        turn.work();
        completion.complete();
    }

    /** Prepares, works, and completes; returns how many units a second the work did. */
    double measure() throws Exception {
        preparation.prepare();
        long start = System.nanoTime();
        int units = turn.work();
        long nanos = System.nanoTime() - start;
        completion.complete();
        return units * 1e9 / nanos;
    }

    /** What comes before a turn. */
    @FunctionalInterface
    public interface Preparation {

        /** Prepares the next turn. */
        void prepare() throws Exception;
    }

    /** What comes after a turn. */
    @FunctionalInterface
    public interface Completion {

        /** Comes to rest. */
        void complete() throws Exception;
    }

    /** A turn of work; it is timed as a whole. */
    @FunctionalInterface
    public interface Turn {

        /** Works, and returns how many units, say faces, were done. */
        int work() throws Exception;
    }
}
