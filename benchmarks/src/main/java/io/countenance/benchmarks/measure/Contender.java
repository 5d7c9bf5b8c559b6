package io.countenance.benchmarks.measure;

/**
 * Something that is measured against others.
 *
 * @param name what tables call it
 * @param turn does a fixed amount of work and returns how many units it did
 */
public record Contender(String name, Turn turn) {

    /** A turn of work; it is timed as a whole. */
    @FunctionalInterface
    public interface Turn {

        /** Works, and returns how many units, say faces, were done. */
        int work() throws Exception;
    }
}
