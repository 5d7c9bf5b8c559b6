package io.countenance.benchmarks.engine;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.options.InvalidOptionException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long the job runs before anything is measured. */
public final class WarmUpOptions {

    @Option(
            names = "--warm-up",
            defaultValue = "180s",
            paramLabel = "<time>",
            description =
                    "How long the job runs before the first turn. Its code comes by so seldom that"
                            + " Java compiles it for minutes, on the processors that are measured."
                            + " 0s measures that, too.")
    private Duration warmUp;

    private boolean warm;

    /** For picocli. */
    public WarmUpOptions() {}

    /**
     * Checks it.
     *
     * @throws InvalidOptionException where it is below 0
     */
    public void validate() {
        check(!warmUp.isNegative(), "--warm-up", warmUp, "must not be negative", "180s");
    }

    /**
     * Lets the job run; once in a run: what is compiled for one job is there for the next.
     *
     * @param frames in a turn
     */
    public void run(Engine engine, int frames) {
        if (warm) {
            return;
        }
        System.err.println("Warming up for " + seconds() + " s");
        long end = System.nanoTime() + warmUp.toNanos();
        while (System.nanoTime() < end) {
            engine.publish(frames);
            engine.run(frames);
            engine.complete();
        }
        warm = true;
    }

    /** As reports have it. */
    public long seconds() {
        return warmUp.toSeconds();
    }
}
