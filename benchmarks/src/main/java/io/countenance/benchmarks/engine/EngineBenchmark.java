package io.countenance.benchmarks.engine;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.benchmarks.measure.Comparison;
import io.countenance.benchmarks.measure.Contender;
import io.countenance.benchmarks.measure.Counts;
import io.countenance.benchmarks.measure.Measurement;
import io.countenance.benchmarks.measure.ReportOptions;
import io.countenance.demo.broker.EmbeddedBroker;
import io.countenance.job.options.JobOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What Flink and Kafka cost. */
@Command(
        name = "engine",
        description =
                "Frames/s on the CPU: of a bare loop over the job's kernels (decode, detect, crop,"
                        + " classify) without Flink and Kafka, of the whole job from topic to"
                        + " topic, and of a plain loop as most examples have it. The frames are"
                        + " JPEG files of a room with real heads.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class EngineBenchmark implements Callable<Integer> {

    /** So many that their keys spread over the subtasks. */
    private static final int CAMERAS = 8;

    @Mixin private RoomOptions rooms;

    @Option(
            names = "--parallelism",
            defaultValue = "1,2",
            split = ",",
            paramLabel = "<count>",
            description = "Of the job, and threads of the loops.")
    private List<Integer> parallelism;

    @Option(
            names = "--frames",
            defaultValue = "480",
            paramLabel = "<count>",
            description =
                    "In a turn. The job is given a quarter more: a turn that ended with the last"
                            + " frame would measure how it runs dry.")
    private int frames;

    @Mixin private WarmUpOptions warmUp;

    @Option(
            names = "--job-option",
            paramLabel = "<name>=<value>",
            description =
                    "An option of the job; the loops follow those of the models. May be given"
                            + " again.")
    private Map<String, String> jobOptions = new LinkedHashMap<>();

    @Mixin private ReportOptions report;

    /** For picocli. */
    public EngineBenchmark() {}

    @Override
    public Integer call() throws Exception {
        Counts.check("--parallelism", parallelism, "1,2");
        check(frames >= 1, "--frames", frames, "must be 1 or more", 480);
        warmUp.validate();
        rooms.validate();
        int turns = report.turns();
        JobOptions job = Engine.options("localhost:9092", "bench", 1, jobOptions);
        List<Measurement> measurements = new ArrayList<>();
        List<ProcessorShare> shares = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start(job.frameSource().maxFrameBytes())) {
            for (String size : rooms.sizes()) {
                for (int count : rooms.faces()) {
                    RoomFrames room = RoomFrames.of(size, count);
                    for (int threads : parallelism) {
                        measurements.addAll(measure(broker, room, threads, job, turns, shares));
                    }
                }
            }
        }
        report.report("engine", Engine.libraries(), settings(turns), "frames/s", measurements);
        print(shares);
        report.write("engine-processors", Engine.libraries(), settings(turns), "ms", shares);
        return 0;
    }

    private List<Measurement> measure(
            EmbeddedBroker broker,
            RoomFrames room,
            int threads,
            JobOptions job,
            int turns,
            List<ProcessorShare> shares)
            throws Exception {
        KernelOptions kernels = KernelOptions.of(job);
        String name =
                "bench-%dx%d-%d-%d".formatted(room.width(), room.height(), room.faces(), threads);
        try (ThreadedLoop bare =
                        new ThreadedLoop(
                                room, kernels.batch(), threads, () -> new BareClassifier(kernels));
                ThreadedLoop naive =
                        new ThreadedLoop(
                                room, 1, threads, () -> new NaiveClassifier(kernels, room));
                Engine engine =
                        new Engine(
                                broker.bootstrapServers(),
                                name,
                                room,
                                threads,
                                CAMERAS,
                                jobOptions)) {
            requireFaces(bare, room);
            warmUp.run(engine, frames);
            String setting = "%s, parallelism %d".formatted(room.text(), threads);
            ProcessorTime processors = new ProcessorTime();
            List<Measurement> compared =
                    Comparison.run(
                            setting,
                            List.of(
                                    new Contender("bare loop", () -> run(bare)),
                                    new Contender(
                                            "engine",
                                            () -> engine.publish(frames),
                                            () -> {
                                                processors.start();
                                                int finished = engine.run(frames);
                                                processors.stop(finished);
                                                return finished;
                                            },
                                            engine::complete),
                                    new Contender("plain loop", () -> run(naive))),
                            turns);
            shares.addAll(processors.shares(setting));
            return compared;
        }
    }

    private static void print(List<ProcessorShare> shares) {
        System.out.println("Of the processors, while the job ran:");
        String last = "";
        for (ProcessorShare share : shares) {
            System.out.printf(
                    Locale.ROOT,
                    "%-36s %-48s %8.2f ms a frame %5.1f %%%n",
                    share.setting().equals(last) ? "" : share.setting(),
                    share.kind(),
                    share.millisPerFrame(),
                    100 * share.share());
            last = share.setting();
        }
    }

    private int run(ThreadedLoop loop) throws Exception {
        loop.run(frames);
        return frames;
    }

    /** Frames in which the detector finds much less than there is would measure nothing. */
    private static void requireFaces(ThreadedLoop loop, RoomFrames room) throws Exception {
        int asked = room.images().size();
        double found = loop.run(asked) / (double) asked;
        if (Math.abs(found - room.faces()) > 0.1 * room.faces()) {
            throw new IllegalStateException(
                    "of %s %.1f faces a frame were found".formatted(room.text(), found));
        }
    }

    private Map<String, String> settings(int turns) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("framesPerTurn", String.valueOf(frames));
        settings.put("turns", String.valueOf(turns));
        settings.put("warmUpSeconds", String.valueOf(warmUp.seconds()));
        jobOptions.forEach((name, value) -> settings.put("job." + name, value));
        return settings;
    }
}
