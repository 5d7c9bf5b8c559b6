package io.countenance.benchmarks.stages;

import static io.countenance.options.InvalidOptionException.check;

import ai.onnxruntime.OrtEnvironment;
import io.countenance.benchmarks.engine.RoomOptions;
import io.countenance.benchmarks.measure.Counts;
import io.countenance.benchmarks.measure.ReportOptions;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.bytedeco.opencv.global.opencv_core;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a frame's time goes. */
@Command(
        name = "stages",
        description =
                "Microseconds and bytes of Java's heap that each stage takes for one frame, on one"
                        + " thread of the CPU, by JMH. What a stage takes under load beside others,"
                        + " engine measures.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class StagesBenchmark implements Callable<Integer> {

    private static final List<String> ORDER =
            List.of(
                    "decode",
                    "detect",
                    "crop",
                    "quality",
                    "classify",
                    "track",
                    "aggregate",
                    "serialise");

    @Mixin private RoomOptions rooms;

    @Option(
            names = "--batches",
            defaultValue = "1,8,32",
            split = ",",
            paramLabel = "<faces>",
            description = "In a call of the expression model.")
    private List<Integer> batches;

    @Option(
            names = "--milliseconds",
            defaultValue = "500",
            paramLabel = "<ms>",
            description = "Of a turn; there are so many as --turns, after two that do not count.")
    private int milliseconds;

    @Mixin private ReportOptions report;

    /** For picocli. */
    public StagesBenchmark() {}

    @Override
    public Integer call() throws Exception {
        rooms.validate();
        Counts.check("--batches", batches, "1,8,32");
        check(milliseconds >= 10, "--milliseconds", milliseconds, "must be 10 or more", 500);
        int turns = report.turns();
        List<StageTime> times = new ArrayList<>();
        Collection<RunResult> ofFrames =
                run(
                        FrameStages.class,
                        turns,
                        Map.of("size", rooms.sizes(), "faces", rooms.faces()));
        for (String size : rooms.sizes()) {
            for (int count : rooms.faces()) {
                times.addAll(
                        times(
                                "%s, %d face%s"
                                        .formatted(
                                                size.replace("x", " x "),
                                                count,
                                                count == 1 ? "" : "s"),
                                ofFrames.stream()
                                        .filter(result -> has(result, "size", size))
                                        .filter(result -> has(result, "faces", count))
                                        .toList()));
            }
        }
        Collection<RunResult> ofBatches = run(ClassifyBatch.class, turns, Map.of("batch", batches));
        for (int batch : batches) {
            times.addAll(
                    times(
                            "batch " + batch,
                            ofBatches.stream()
                                    .filter(result -> has(result, "batch", batch))
                                    .toList()));
        }
        print(times, System.out);
        report.write(
                "stages",
                Map.of(
                        "ONNX Runtime",
                        OrtEnvironment.getEnvironment().getVersion(),
                        "OpenCV",
                        opencv_core.CV_VERSION),
                Map.of("milliseconds", String.valueOf(milliseconds), "turns", "" + turns),
                "µs",
                times);
        return 0;
    }

    private Collection<RunResult> run(Class<?> stages, int turns, Map<String, List<?>> parameters)
            throws Exception {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("^" + stages.getName().replace(".", "\\.") + "\\.")
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .warmupIterations(2)
                        .warmupTime(TimeValue.milliseconds(milliseconds))
                        .measurementIterations(turns)
                        .measurementTime(TimeValue.milliseconds(milliseconds))
                        .forks(1)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT);
        parameters.forEach(
                (name, values) ->
                        options.param(
                                name, values.stream().map(String::valueOf).toArray(String[]::new)));
        return new Runner(options.build()).run();
    }

    private static boolean has(RunResult result, String parameter, Object value) {
        return result.getParams().getParam(parameter).equals(value.toString());
    }

    private static List<StageTime> times(String setting, List<RunResult> results) {
        double all = results.stream().mapToDouble(r -> r.getPrimaryResult().getScore()).sum();
        return results.stream()
                .sorted((a, b) -> Integer.compare(ORDER.indexOf(name(a)), ORDER.indexOf(name(b))))
                .map(
                        result -> {
                            Result<?> time = result.getPrimaryResult();
                            return new StageTime(
                                    setting,
                                    name(result),
                                    time.getScore(),
                                    time.getScoreError(),
                                    time.getScore() / all,
                                    result.getSecondaryResults()
                                            .get("gc.alloc.rate.norm")
                                            .getScore());
                        })
                .toList();
    }

    private static String name(RunResult result) {
        return result.getPrimaryResult().getLabel();
    }

    private static void print(List<StageTime> times, PrintStream out) {
        out.printf("%-24s %-10s %12s %8s %7s %12s%n", "", "", "µs", "±", "share", "bytes");
        String last = "";
        for (StageTime time : times) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %-10s %,12.1f %,8.1f %6.1f%% %,12.0f%n",
                    time.setting().equals(last) ? "" : time.setting(),
                    time.stage(),
                    time.microseconds(),
                    time.error(),
                    100 * time.share(),
                    time.bytesAllocated());
            last = time.setting();
        }
    }
}
