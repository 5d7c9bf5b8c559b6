package io.countenance.benchmarks;

import io.countenance.benchmarks.engine.EngineBenchmark;
import io.countenance.benchmarks.expression.ExpressionModelBenchmark;
import io.countenance.benchmarks.latency.LatencyBenchmark;
import io.countenance.benchmarks.scale.ScaleBenchmark;
import io.countenance.benchmarks.stages.StagesBenchmark;
import io.countenance.benchmarks.summary.Summary;
import io.countenance.benchmarks.tracking.TrackingBenchmark;
import io.countenance.benchmarks.training.TrainingBenchmark;
import io.countenance.options.Program;
import picocli.CommandLine.Command;

/** Measures parts of Countenance; a subcommand for each subject. */
@Command(
        name = "bench",
        description =
                "Measures a part of Countenance, mostly against a bare loop over the same kernels,"
                        + " turn by turn, and prints medians and ratios. A ratio says more than a"
                        + " figure: whatever else the machine does slows all contenders alike."
                        + " scripts/bench without a subject measures all, each in a Java of its"
                        + " own, and prints the summary.",
        mixinStandardHelpOptions = true,
        subcommands = {
            EngineBenchmark.class,
            StagesBenchmark.class,
            LatencyBenchmark.class,
            ScaleBenchmark.class,
            TrainingBenchmark.class,
            ExpressionModelBenchmark.class,
            TrackingBenchmark.class,
            Summary.class
        })
public final class Bench {

    Bench() {}

    /** Runs the program. */
    public static void main(String[] arguments) {
        // DJL fetches natives that it misses and counts its users; ours come with the class path.
        System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.exit(Program.run(new Bench(), arguments));
    }
}
