package io.countenance.benchmarks.scale;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.benchmarks.engine.Engine;
import io.countenance.benchmarks.engine.OneRoomOptions;
import io.countenance.benchmarks.engine.RoomFrames;
import io.countenance.benchmarks.engine.RunningJob;
import io.countenance.benchmarks.engine.WarmUpOptions;
import io.countenance.benchmarks.measure.Comparison;
import io.countenance.benchmarks.measure.Contender;
import io.countenance.benchmarks.measure.Counts;
import io.countenance.benchmarks.measure.ProcessMemory;
import io.countenance.benchmarks.measure.ReportOptions;
import io.countenance.demo.broker.EmbeddedBroker;
import io.countenance.job.options.JobOptions;
import io.countenance.job.options.ResultTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What more cameras and more persons cost. */
@Command(
        name = "scale",
        description =
                "Frames/s and memory of the whole job with more and more cameras, and size and time"
                        + " of checkpoints of the operators that have state with more and more"
                        + " persons in it. The persons are synthetic detections, without pixels,"
                        + " models or Kafka: reading so many faces would take minutes for each"
                        + " second of video here. Writes scale-cameras.png and scale-persons.png"
                        + " beside its results.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class ScaleBenchmark implements Callable<Integer> {

    @Mixin private OneRoomOptions room;

    @Option(
            names = "--parallelism",
            defaultValue = "1",
            paramLabel = "<count>",
            description = "Of the job.")
    private int parallelism;

    @Option(
            names = "--cameras",
            defaultValue = "1,4,16,64",
            split = ",",
            paramLabel = "<count>",
            description = "That the same number of frames comes from. From few to many.")
    private List<Integer> cameras;

    @Option(
            names = "--frames",
            defaultValue = "480",
            paramLabel = "<count>",
            description = "In a turn.")
    private int frames;

    @Mixin private WarmUpOptions warmUp;

    @Option(
            names = "--persons",
            defaultValue = "1,10,100,1000,10000",
            split = ",",
            paramLabel = "<count>",
            description = "In state.")
    private List<Integer> persons;

    @Option(
            names = "--persons-per-camera",
            defaultValue = "10",
            paramLabel = "<count>",
            description = "That are in view together.")
    private int personsPerCamera;

    @Option(
            names = "--camera-fps",
            defaultValue = "10",
            paramLabel = "<frames/s>",
            description = "Of the cameras before the persons.")
    private int cameraFramesPerSecond;

    @Option(
            names = "--seconds",
            defaultValue = "119",
            paramLabel = "<s>",
            description =
                    "Of video that the persons have been seen for. Which frames were taken is"
                            + " remembered for up to two minutes: state is largest just before.")
    private int seconds;

    @Option(
            names = "--job-option",
            paramLabel = "<name>=<value>",
            description = "An option of the job. May be given again.")
    private Map<String, String> jobOptions = new LinkedHashMap<>();

    @Mixin private ReportOptions report;

    /** For picocli. */
    public ScaleBenchmark() {}

    @Override
    public Integer call() throws Exception {
        Counts.check("--parallelism", List.of(parallelism), "2");
        Counts.check("--cameras", cameras, "1,4,16,64");
        Counts.check("--frames", List.of(frames), "480");
        Counts.check("--persons", persons, "1,10,100,1000,10000");
        Counts.check("--persons-per-camera", List.of(personsPerCamera), "10");
        check(
                cameraFramesPerSecond >= 1 && cameraFramesPerSecond <= 1000,
                "--camera-fps",
                cameraFramesPerSecond,
                "must be from 1 to 1000",
                10);
        Counts.check("--seconds", List.of(seconds), "119");
        warmUp.validate();
        room.validate();
        int turns = report.turns();
        JobOptions options = Engine.options("localhost:9092", "scale", parallelism, jobOptions);
        RoomFrames images = room.frames();
        List<CameraScale> byCameras = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start(options.frameSource().maxFrameBytes())) {
            for (int count : cameras) {
                double first = byCameras.isEmpty() ? 0 : byCameras.get(0).framesPerSecond();
                byCameras.add(measure(broker, images, count, turns, first));
            }
        }
        List<PersonScale> byPersons = new ArrayList<>();
        for (int count : persons) {
            byPersons.add(measure(count, turns));
        }
        ScaleTables.print(images.text(), parallelism, byCameras, byPersons, System.out);
        report.write(
                "scale",
                Engine.libraries(),
                settings(images, turns),
                "frames/s, bytes, ms",
                Stream.concat(byCameras.stream(), byPersons.stream()).toList());
        ScalePlots.write(byCameras, byPersons, report.folder());
        return 0;
    }

    private CameraScale measure(
            EmbeddedBroker broker, RoomFrames images, int count, int turns, double first)
            throws Exception {
        Map<String, String> own = new HashMap<>(jobOptions);
        // Else a turn of 64 cameras would begin with 640 frames that are held back.
        own.put("frames.max-out-of-orderness", "0ms");
        try (Engine engine =
                new Engine(
                        broker.bootstrapServers(),
                        "scale-" + count,
                        images,
                        parallelism,
                        count,
                        own)) {
            warmUp.run(engine, frames);
            double framesPerSecond =
                    Comparison.run(
                                    "%d camera%s".formatted(count, count == 1 ? "" : "s"),
                                    List.of(
                                            new Contender(
                                                    "engine",
                                                    () -> engine.publish(frames),
                                                    () -> engine.run(frames),
                                                    engine::complete)),
                                    turns)
                            .get(0)
                            .median();
            Checkpoints checkpoints = Checkpoints.of(engine.job(), turns);
            ProcessMemory memory = ProcessMemory.afterCollection();
            return new CameraScale(
                    count,
                    framesPerSecond,
                    first == 0 ? 1 : framesPerSecond / first,
                    memory.residentBytes(),
                    memory.heapBytes(),
                    resultBytesPerFrame(engine.options()),
                    checkpoints.bytes(),
                    checkpoints.millis());
        }
    }

    private double resultBytesPerFrame(JobOptions options) throws Exception {
        ResultTopics topics = options.resultTopics();
        return TopicBytes.perRecord(
                options.kafkaConnection(),
                List.of(
                        topics.faceExpressions(),
                        topics.frameResults(),
                        topics.expressionWindows(),
                        topics.roomWindows()),
                topics.frameResults(),
                parallelism);
    }

    private PersonScale measure(int count, int turns) throws Exception {
        SyntheticFaces faces = new SyntheticFaces(count, personsPerCamera, cameraFramesPerSecond);
        int framesOfACamera = seconds * cameraFramesPerSecond;
        Map<String, String> own = new HashMap<>(jobOptions);
        // The source's end waits for the next one; those that are measured are triggered.
        own.put("checkpoint.interval", "2s");
        JobOptions options = Engine.options("localhost:9092", "scale", parallelism, own);
        long start = System.nanoTime();
        try (RunningJob job =
                RunningJob.start(
                        "scale-%d-persons".formatted(count),
                        parallelism,
                        environment ->
                                PersonsJob.build(environment, options, faces, framesOfACamera))) {
            job.awaitEndOf(PersonsJob.FACES);
            double took = (System.nanoTime() - start) / 1e9;
            Checkpoints checkpoints = Checkpoints.of(job, turns);
            return new PersonScale(
                    count,
                    faces.cameras(),
                    faces.cameras() * framesOfACamera / took,
                    ProcessMemory.afterCollection().heapBytes(),
                    checkpoints.bytes(),
                    checkpoints.bytes() / (double) count,
                    checkpoints.millis());
        }
    }

    private Map<String, String> settings(RoomFrames images, int turns) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("frames", images.text());
        settings.put("meanFrameBytes", String.valueOf(images.meanBytes()));
        settings.put("parallelism", String.valueOf(parallelism));
        settings.put("framesPerTurn", String.valueOf(frames));
        settings.put("personsPerCamera", String.valueOf(personsPerCamera));
        settings.put("cameraFramesPerSecond", String.valueOf(cameraFramesPerSecond));
        settings.put("seconds", String.valueOf(seconds));
        settings.put("turns", String.valueOf(turns));
        settings.put("warmUpSeconds", String.valueOf(warmUp.seconds()));
        jobOptions.forEach((name, value) -> settings.put("job." + name, value));
        return settings;
    }
}
