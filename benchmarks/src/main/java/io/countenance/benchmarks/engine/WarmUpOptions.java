package io.countenance.benchmarks.engine;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.options.InvalidOptionException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long the job runs before anything is measured. */
public final class WarmUpOptions {

    /** Share of the time in which Java compiles. */
    private static final double AT_REST = 1 / 30.0;

    @Option(
            names = "--warm-up",
            defaultValue = "180s",
            paramLabel = "<time>",
            description =
                    "How long each job runs before its first turn, at most. Its code comes by so"
                            + " seldom that Java compiles it for minutes, on the processors that"
                            + " are measured; it is warm when that takes less than a thirtieth of"
                            + " the time. 0s measures the compiling, too.")
    private Duration warmUp;

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
     * Lets the job run until Java has compiled what the new setting needs. Each has some: where the
     * number of faces or the parallelism changes, code comes to branches that it did not take.
     *
     * @param frames in a turn
     */
    public void run(Engine engine, int frames) {
        System.err.println("Warming up for " + seconds() + " s at most");
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long end = System.nanoTime() + warmUp.toNanos();
        double compiling = 1;
        while (compiling > AT_REST && System.nanoTime() < end) {
            long compiled = compiler.getTotalCompilationTime();
            long start = System.nanoTime();
            engine.publish(frames);
            engine.run(frames);
            engine.complete();
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            compiling = (compiler.getTotalCompilationTime() - compiled) / (millis + 1.0);
        }
    }

    /** As reports have it. */
    public long seconds() {
        return warmUp.toSeconds();
    }
}
