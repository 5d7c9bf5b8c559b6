package io.countenance.demo.track;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.demo.GivenModels;
import io.countenance.demo.JobArguments;
import io.countenance.demo.cluster.FailFastEnvironment;
import io.countenance.job.CountenanceJob;
import io.countenance.job.CountenancePipeline;
import io.countenance.job.options.JobOptions;
import io.countenance.options.InvalidOptionException;
import io.countenance.options.Program;
import io.countenance.schemas.DeadLetterUnit;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes who is where in a video, by the operators that the job runs, without Kafka. */
@Command(
        name = "track",
        description = {
            "Follows the persons of a video with the job's own operators and writes their boxes in MOT Challenge format: frame (from 1), person id, left, top, width and height in px, detection score, and three times -1.",
            "Faces that were not confirmed as persons (--tracker.min-hits of the job) are left out."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        version = "Countenance 0.1.0")
public final class Track implements Callable<Integer> {

    @Option(names = "--video", paramLabel = "<file>", description = "The video file.")
    private @Nullable Path video;

    @Option(
            names = "--images",
            paramLabel = "<folder>",
            description = "The JPEG and PNG files of a folder, by name, instead of a video.")
    private @Nullable Path images;

    @Option(
            names = "--fps",
            paramLabel = "<frames/s>",
            defaultValue = "25",
            description = "How fast the pictures of --images follow each other.")
    private double imagesPerSecond;

    @Option(
            names = "--out",
            paramLabel = "<file>",
            required = true,
            description = "Where the boxes go.")
    private Path out;

    @Option(
            names = "--job-option",
            paramLabel = "<name=value>",
            description =
                    "An option of the job, such as tracker.max-lost=3s; docs/options has them all. May be given again.")
    private Map<String, String> jobOptions = new LinkedHashMap<>();

    @Spec private CommandSpec spec;

    /** Runs the tracker and exits: 0, 1 after a failure, 2 for a wrong option. */
    public static void main(String[] arguments) {
        System.exit(Program.run(new Track(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path input = input();
        JobOptions options = options();
        GivenModels.check(options);
        Path parent = out.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        long classified = 0;
        long refused = 0;
        long boxes = 0;
        Set<Long> persons = new HashSet<>();
        PrintWriter terminal = spec.commandLine().getOut();
        try (CloseableIterator<TrackedFrame> results =
                        results(input, options).executeAndCollect("track");
                MotChallengeWriter writer = new MotChallengeWriter(Files.newBufferedWriter(out))) {
            while (results.hasNext()) {
                TrackedFrame result = results.next();
                switch (result.kind()) {
                    case CLASSIFIED -> classified++;
                    case REFUSED -> {
                        refused++;
                        terminal.printf(
                                "Frame %d was refused: %s%n",
                                result.number() + 1, result.message());
                    }
                    case FACE -> {
                        if (result.personId() > 0) {
                            writer.write(result.box());
                            persons.add(result.personId());
                            boxes++;
                        }
                    }
                }
            }
        }
        terminal.printf(
                "%d frames = %d classified + %d refused; %d boxes of %d persons in %s%n",
                classified + refused, classified, refused, boxes, persons.size(), out);
        terminal.flush();
        return 0;
    }

    private Path input() {
        InvalidOptionException.check(
                (video == null) != (images == null),
                "--video",
                video == null ? "none" : video,
                "give either --video or --images",
                "my.mp4");
        Path input = video == null ? images : video;
        InvalidOptionException.check(
                video == null ? Files.isDirectory(input) : Files.isRegularFile(input),
                video == null ? "--images" : "--video",
                input,
                video == null ? "must be a folder that is there" : "must be a file that is there",
                video == null ? "frames" : "my.mp4");
        InvalidOptionException.check(
                imagesPerSecond > 0 && imagesPerSecond <= 1000,
                "--fps",
                imagesPerSecond,
                "must be above 0, at most 1000",
                25);
        return input;
    }

    private JobOptions options() {
        // Servers are required, but nothing here connects to them.
        return JobArguments.parse(
                Map.of("kafka.bootstrap-servers", "localhost:9092", "checkpoint.interval", "0s"),
                jobOptions);
    }

    private DataStream<TrackedFrame> results(Path input, JobOptions options) {
        Configuration settings = CountenanceJob.settings(options);
        // Flink's collecting sink has no uid; there are no savepoints to find it in.
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
        StreamExecutionEnvironment environment = FailFastEnvironment.local(1, settings);
        DataStream<IngestedFrame> frames =
                environment
                        .fromData(input.toAbsolutePath().toString())
                        .flatMap(new ReadFrames(imagesPerSecond))
                        .returns(TypeInformation.of(IngestedFrame.class))
                        .name("ReadFrames")
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<IngestedFrame>forGenerator(
                                                context -> new EverySecond())
                                        .withTimestampAssigner(
                                                (frame, time) -> frame.captureTime()));
        CountenancePipeline pipeline = CountenancePipeline.build(frames, options);
        TypeInformation<TrackedFrame> type = TypeInformation.of(TrackedFrame.class);
        return pipeline.faceExpressions()
                .map(TrackedFrame::of, type)
                .union(
                        pipeline.frameResults().map(TrackedFrame::of, type),
                        pipeline.deadLetters()
                                .filter(letter -> letter.getUnit() == DeadLetterUnit.FRAME)
                                .map(TrackedFrame::of, type));
    }
}
