package io.countenance.benchmarks.latency;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.benchmarks.engine.Engine;
import io.countenance.benchmarks.engine.OneRoomOptions;
import io.countenance.benchmarks.engine.RoomFrames;
import io.countenance.benchmarks.engine.WarmUpOptions;
import io.countenance.benchmarks.measure.Comparison;
import io.countenance.benchmarks.measure.Contender;
import io.countenance.benchmarks.measure.Counts;
import io.countenance.benchmarks.measure.ReportOptions;
import io.countenance.connectors.sink.Delivery;
import io.countenance.demo.broker.EmbeddedBroker;
import io.countenance.job.options.JobOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long a result takes, and what the options that it depends on make of it. */
@Command(
        name = "latency",
        description =
                "Milliseconds from the time that a frame is due until the results of it can be"
                        + " read, committed records only, at shares of the frames/s that the job"
                        + " makes of a backlog: with the job's options as they are, and with some"
                        + " of them changed, one at a time. Frames are published at even distances,"
                        + " whether or not the job keeps up.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class LatencyBenchmark implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SIGNIFICANT_DIGITS = 3;

    @Mixin private OneRoomOptions room;

    @Option(
            names = "--parallelism",
            defaultValue = "1",
            paramLabel = "<count>",
            description =
                    "Of the job. Publisher, broker and reader are in the same process: leave"
                            + " processors for them.")
    private int parallelism;

    @Option(
            names = "--loads",
            defaultValue = "0.5,0.8",
            split = ",",
            paramLabel = "<0..1>",
            description = "Shares of the frames/s that the job makes of a backlog.")
    private List<Double> loads;

    @Option(
            names = "--camera-fps",
            defaultValue = "10",
            paramLabel = "<frames/s>",
            description =
                    "Of a camera, about; there are as many as the load needs. A frame waits for"
                            + " its camera's next one.")
    private double cameraFramesPerSecond;

    @Option(
            names = "--frames",
            defaultValue = "240",
            paramLabel = "<count>",
            description = "In a backlog, of which there is one in each turn.")
    private int frames;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            paramLabel = "<s>",
            description =
                    "Of a turn of each load; with exactly-once at least as long as the checkpoint"
                            + " interval.")
    private int seconds;

    @Mixin private WarmUpOptions warmUp;

    @Option(
            names = "--max-waits",
            defaultValue = "0ms,5ms,50ms",
            split = ",",
            paramLabel = "<time>",
            description = "Values of batch.max-wait to try, at least once.")
    private List<Duration> maxWaits;

    @Option(
            names = "--out-of-orderness",
            defaultValue = "0ms",
            split = ",",
            paramLabel = "<time>",
            description = "Values of frames.max-out-of-orderness to try, at least once.")
    private List<Duration> outOfOrderness;

    @Option(
            names = "--checkpoint-intervals",
            defaultValue = "1s,2s,5s,10s",
            split = ",",
            paramLabel = "<time>",
            description = "Values of checkpoint.interval to try, exactly once.")
    private List<Duration> checkpointIntervals;

    @Option(
            names = "--job-option",
            paramLabel = "<name>=<value>",
            description = "An option of the job. May be given again.")
    private Map<String, String> jobOptions = new LinkedHashMap<>();

    @Mixin private ReportOptions report;

    private boolean warm;

    /** For picocli. */
    public LatencyBenchmark() {}

    @Override
    public Integer call() throws Exception {
        Counts.check("--parallelism", List.of(parallelism), "1");
        Counts.check("--frames", List.of(frames), "240");
        Counts.check("--seconds", List.of(seconds), "10");
        check(
                loads.stream().allMatch(load -> load > 0 && load < 1),
                "--loads",
                loads,
                "must be above 0 and below 1",
                "0.5,0.8");
        check(
                cameraFramesPerSecond > 0,
                "--camera-fps",
                cameraFramesPerSecond,
                "must be above 0",
                10);
        warmUp.validate();
        room.validate();
        int turns = report.turns();
        // Many of them, so that there are some in each turn; their latency does not depend on it.
        jobOptions.putIfAbsent("windows.size", "1s");
        List<LatencySetting> settings = settings();
        for (LatencySetting setting : settings) {
            options(setting);
        }
        RoomFrames images = room.frames();
        List<Latency> latencies = new ArrayList<>();
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(options(settings.get(0)).frameSource().maxFrameBytes())) {
            double usual = 0;
            for (int i = 0; i < settings.size(); i++) {
                try (Engine engine =
                        new Engine(
                                broker.bootstrapServers(),
                                "latency-" + i,
                                images,
                                parallelism,
                                parallelism,
                                settings.get(i).over(jobOptions))) {
                    warmUp.run(engine, frames);
                    double sustained = sustained(settings.get(i), engine, turns);
                    usual = i == 0 ? sustained : usual;
                    latencies.addAll(
                            measure(settings.get(i), engine, images, sustained, usual, turns));
                }
            }
        }
        LatencyTable.print(images.text(), parallelism, latencies, System.out);
        report.write("latency", Engine.libraries(), reported(images, turns), "ms", latencies);
        return 0;
    }

    /** The first is the job as it is. */
    private List<LatencySetting> settings() {
        List<LatencySetting> settings = new ArrayList<>();
        LatencySetting atLeastOnce = LatencySetting.usual(Delivery.AT_LEAST_ONCE);
        settings.add(atLeastOnce);
        JobOptions usual = options(atLeastOnce);
        add(settings, atLeastOnce, "batch.max-wait", maxWaits, usual.batchLimits().maxWait());
        add(
                settings,
                atLeastOnce,
                "frames.max-out-of-orderness",
                outOfOrderness,
                usual.cameraTime().outOfOrderness());
        LatencySetting exactlyOnce = LatencySetting.usual(Delivery.EXACTLY_ONCE);
        settings.add(exactlyOnce);
        add(
                settings,
                exactlyOnce,
                "checkpoint.interval",
                checkpointIntervals,
                options(exactlyOnce).checkpointInterval());
        return settings;
    }

    private static void add(
            List<LatencySetting> settings,
            LatencySetting usual,
            String option,
            List<Duration> values,
            Duration measuredAlready) {
        values.stream()
                .filter(value -> !value.equals(measuredAlready))
                .forEach(
                        value ->
                                settings.add(LatencySetting.with(usual.delivery(), option, value)));
    }

    private JobOptions options(LatencySetting setting) {
        return Engine.options("localhost:9092", "latency", parallelism, setting.over(jobOptions));
    }

    private double sustained(LatencySetting setting, Engine engine, int turns) throws Exception {
        return Comparison.run(
                        (setting.deliveryText() + " " + setting.option()).strip(),
                        List.of(
                                new Contender(
                                        "engine",
                                        () -> engine.publish(frames),
                                        () -> engine.run(frames),
                                        engine::complete)),
                        turns)
                .get(0)
                .median();
    }

    private List<Latency> measure(
            LatencySetting setting,
            Engine engine,
            RoomFrames images,
            double sustained,
            double usual,
            int turns)
            throws Exception {
        Duration interval = engine.options().checkpointInterval();
        boolean exactlyOnce = setting.delivery() == Delivery.EXACTLY_ONCE;
        Duration measured = Duration.ofSeconds(seconds);
        if (exactlyOnce && interval.compareTo(measured) > 0) {
            measured = interval;
        }
        Duration patience = exactlyOnce ? PATIENCE.plus(interval) : PATIENCE;
        List<Histogram> faces = histograms();
        List<Histogram> windows = histograms();
        try (LoadedJob job = new LoadedJob(engine, parallelism, images)) {
            for (int turn = 0; turn < turns; turn++) {
                for (int i = 0; i < loads.size(); i++) {
                    int chosen = turn % 2 == 0 ? i : loads.size() - 1 - i;
                    double rate = loads.get(chosen) * usual;
                    if (!warm) {
                        // Reading results takes code that a backlog did not warm up.
                        job.turn(
                                "warm-up",
                                cameras(rate),
                                rate,
                                measured,
                                patience,
                                histogram(),
                                histogram());
                        warm = true;
                    }
                    job.turn(
                            "camera-%d-%d".formatted(turn, chosen),
                            cameras(rate),
                            rate,
                            measured,
                            patience,
                            faces.get(chosen),
                            windows.get(chosen));
                }
            }
        }
        List<Latency> latencies = new ArrayList<>();
        for (int i = 0; i < loads.size(); i++) {
            double rate = loads.get(i) * usual;
            Map<String, Histogram> records = new LinkedHashMap<>();
            records.put("face-expressions", faces.get(i));
            records.put("expression-windows", windows.get(i));
            double load = loads.get(i);
            records.forEach(
                    (record, micros) ->
                            latencies.add(
                                    Latency.of(
                                            setting,
                                            sustained,
                                            load,
                                            rate,
                                            cameras(rate),
                                            record,
                                            micros)));
        }
        return latencies;
    }

    private int cameras(double framesPerSecond) {
        return (int) Math.max(1, Math.round(framesPerSecond / cameraFramesPerSecond));
    }

    private List<Histogram> histograms() {
        return loads.stream().map(load -> histogram()).toList();
    }

    private static Histogram histogram() {
        return new Histogram(TimeUnit.HOURS.toMicros(1), SIGNIFICANT_DIGITS);
    }

    private Map<String, String> reported(RoomFrames images, int turns) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("frames", images.text());
        settings.put("parallelism", String.valueOf(parallelism));
        settings.put("cameraFramesPerSecond", String.valueOf(cameraFramesPerSecond));
        settings.put("framesInABacklog", String.valueOf(frames));
        settings.put("secondsOfATurn", String.valueOf(seconds));
        settings.put("turns", String.valueOf(turns));
        settings.put("warmUpSeconds", String.valueOf(warmUp.seconds()));
        jobOptions.forEach((name, value) -> settings.put("job." + name, value));
        return settings;
    }
}
