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
import java.util.Collections;
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

    private static final String MODEL = "expression.model";

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
                    "In a turn. The job is given more: it is measured from its first result on,"
                            + " and does not run dry before the last.")
    private int frames;

    @Option(
            names = "--models",
            defaultValue = "default,int8",
            split = ",",
            paramLabel = "<default|int8|path>",
            description =
                    "Expression models, of the job and of the loops. All but the first are measured"
                            + " with the most faces only.")
    private List<String> models;

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
        check(
                !jobOptions.containsKey(MODEL),
                "--job-option",
                MODEL + "=" + jobOptions.get(MODEL),
                "must not name " + MODEL + ", which --models does",
                "--models int8");
        List<JobOptions> jobs =
                models.stream()
                        .map(m -> Engine.options("localhost:9092", "bench", 1, with(m)))
                        .toList();
        List<Measurement> measurements = new ArrayList<>();
        List<ProcessorShare> shares = new ArrayList<>();
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(jobs.get(0).frameSource().maxFrameBytes())) {
            int most = Collections.max(rooms.faces());
            for (String size : rooms.sizes()) {
                for (int count : rooms.faces()) {
                    RoomFrames room = RoomFrames.of(size, count);
                    for (int model = 0; model < (count == most ? models.size() : 1); model++) {
                        for (int threads : parallelism) {
                            measurements.addAll(
                                    measure(broker, room, threads, model, jobs.get(model), shares));
                        }
                    }
                }
            }
        }
        report.report("engine", Engine.libraries(), settings(), "frames/s", measurements);
        print(shares);
        report.write("engine-processors", Engine.libraries(), settings(), "ms", shares);
        return 0;
    }

    private List<Measurement> measure(
            EmbeddedBroker broker,
            RoomFrames room,
            int threads,
            int model,
            JobOptions job,
            List<ProcessorShare> shares)
            throws Exception {
        KernelOptions kernels = KernelOptions.of(job);
        String name =
                "bench-%dx%d-%d-%d-%d"
                        .formatted(room.width(), room.height(), room.faces(), threads, model);
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
                                with(models.get(model)))) {
            requireFaces(bare, room);
            warmUp.run(engine, frames);
            String setting =
                    "%s, parallelism %d%s"
                            .formatted(
                                    room.text(),
                                    threads,
                                    model == 0 ? "" : ", model " + models.get(model));
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
                            report.turns());
            shares.addAll(processors.shares(setting));
            return compared;
        }
    }

    private Map<String, String> with(String model) {
        Map<String, String> options = new LinkedHashMap<>(jobOptions);
        options.put(MODEL, model);
        return options;
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

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("framesPerTurn", String.valueOf(frames));
        settings.put("turns", String.valueOf(report.turns()));
        settings.put("models", String.join(",", models));
        settings.put("warmUpSeconds", String.valueOf(warmUp.seconds()));
        jobOptions.forEach((name, value) -> settings.put("job." + name, value));
        return settings;
    }
}
