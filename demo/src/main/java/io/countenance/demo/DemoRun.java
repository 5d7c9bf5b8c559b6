package io.countenance.demo;

import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.publish.FramePublisher;
import io.countenance.connectors.publish.PublishCounts;
import io.countenance.connectors.publish.PublishFormat;
import io.countenance.connectors.publish.PublisherOptions;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.dashboard.AccessToken;
import io.countenance.dashboard.DashboardOptions;
import io.countenance.dashboard.DashboardServer;
import io.countenance.dashboard.DashboardTopics;
import io.countenance.dashboard.PortRange;
import io.countenance.dashboard.PreviewMode;
import io.countenance.demo.annotate.AnnotatedVideos;
import io.countenance.demo.annotate.StoredFrames;
import io.countenance.demo.cluster.FailFastEnvironment;
import io.countenance.demo.cluster.LocalCluster;
import io.countenance.demo.input.CameraFeed;
import io.countenance.demo.input.FrameFeeder;
import io.countenance.demo.input.Pacing;
import io.countenance.demo.results.Display;
import io.countenance.demo.results.JsonLinesFiles;
import io.countenance.demo.results.LiveTable;
import io.countenance.demo.results.PlainLines;
import io.countenance.demo.results.ResultListener;
import io.countenance.demo.results.ResultReader;
import io.countenance.demo.results.RunTally;
import io.countenance.demo.results.TopicOffsets;
import io.countenance.job.CountenanceJob;
import io.countenance.job.options.JobOptions;
import io.countenance.job.options.Privacy;
import io.countenance.job.options.ResultTopics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.common.TopicPartition;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * One run of the demo against a broker that is up: publishes, classifies, shows, ends, and tells
 * what came of it.
 */
final class DemoRun {

    private static final int LOOK_MILLIS = 250;
    private static final Duration PAGE_HISTORY = Duration.ofMinutes(10);
    private static final String INTERRUPT = "INT";

    private final JobOptions options;
    private final List<CameraFeed> cameras;
    private final Pacing pacing;
    private final int slots;
    private final String webPorts;
    private final @Nullable PortRange pagePorts;
    private final boolean table;
    private final PrintWriter terminal;
    private final @Nullable Path out;
    private final boolean blur;
    private final RunTally tally = new RunTally();

    DemoRun(
            JobOptions options,
            List<CameraFeed> cameras,
            Pacing pacing,
            int slots,
            String webPorts,
            @Nullable PortRange pagePorts,
            boolean table,
            PrintWriter terminal,
            @Nullable Path out,
            boolean blur) {
        this.options = options;
        this.cameras = cameras;
        this.pacing = pacing;
        this.slots = slots;
        this.webPorts = webPorts;
        this.pagePorts = pagePorts;
        this.table = table;
        this.terminal = terminal;
        this.out = out;
        this.blur = blur;
    }

    /** Returns the exit code: 0 where every frame is accounted for. */
    int run() throws Exception {
        KafkaTopics.create(options.kafkaConnection(), options.replication(), options.topics());
        Path savepoints = Files.createTempDirectory("countenance-savepoint");
        try (StoredFrames frames = out == null ? null : new StoredFrames();
                LocalCluster cluster = LocalCluster.start(slots, webPorts)) {
            long start = System.nanoTime();
            PublishCounts published = play(cluster, savepoints, frames);
            double seconds = (System.nanoTime() - start) / 1e9;
            List<Path> videos = frames == null ? List.of() : annotate(frames);
            return report(published, seconds, videos);
        } finally {
            FileUtils.deleteDirectory(savepoints.toFile());
        }
    }

    private PublishCounts play(LocalCluster cluster, Path savepoints, @Nullable StoredFrames frames)
            throws Exception {
        KafkaConnection connection = options.kafkaConnection();
        String framesTopic = options.frameSource().topic();
        String group = options.frameSource().groupId();
        ResultTopics topics = options.resultTopics();
        List<String> resultTopics = topics.all();
        try (TopicOffsets offsets = new TopicOffsets(connection);
                DashboardServer page = page();
                Display display = display(cluster, page);
                JsonLinesFiles files = out == null ? null : new JsonLinesFiles(out)) {
            offsets.commit(group, offsets.ends(List.of(framesTopic)));
            List<ResultListener> listeners = new ArrayList<>(List.of(tally, display));
            if (files != null) {
                listeners.add(files);
            }
            try (ResultReader reader =
                    new ResultReader(
                            connection,
                            topics,
                            options.resultSinks().format(),
                            offsets.ends(resultTopics),
                            listeners)) {
                JobID job = cluster.submit(environment(), "countenance-demo");
                CompletableFuture<JobResult> result = cluster.result(job);
                display.status("Publishing frames.");
                PublishCounts published = publish(frames, result);
                display.status("The input has ended; the job reads what is left.");
                Map<TopicPartition, Long> ends = offsets.ends(List.of(framesTopic));
                // The job may tell how far it has read only 10 s after the last frame.
                while (tally.ownTotal().accountedFor() < published.sent()
                        && !offsets.reached(group, ends)) {
                    failIfEnded(result);
                }
                display.status("All frames are read; the last windows close.");
                cluster.drain(job, savepoints);
                result.get();
                reader.finish(offsets.ends(resultTopics));
                display.status("Done.");
                return published;
            }
        }
    }

    private @Nullable DashboardServer page() {
        if (pagePorts == null) {
            return null;
        }
        ResultTopics results = options.resultTopics();
        return new DashboardServer(
                new DashboardOptions(
                        options.kafkaConnection(),
                        new DashboardTopics(
                                options.frameSource().topic(),
                                results.faceExpressions(),
                                results.frameResults(),
                                results.expressionWindows(),
                                results.roomWindows(),
                                results.deadLetters()),
                        "localhost",
                        pagePorts,
                        null,
                        AccessToken.generate(),
                        PreviewMode.BLURRED,
                        PAGE_HISTORY,
                        options.frameSource().maxFrameBytes()));
    }

    private Display display(LocalCluster cluster, @Nullable DashboardServer page)
            throws IOException {
        String title =
                "Countenance   %sFlink %s   Kafka %s"
                        .formatted(
                                page == null ? "" : "page " + page.link() + "   ",
                                cluster.webAddress(),
                                options.kafkaConnection().bootstrapServers());
        if (table) {
            return new LiveTable(tally, title);
        }
        Display lines = new PlainLines(terminal);
        lines.status(title);
        return lines;
    }

    private StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment environment = FailFastEnvironment.forCluster(slots);
        CountenanceJob.build(environment, options);
        return environment;
    }

    private PublishCounts publish(@Nullable StoredFrames frames, CompletableFuture<JobResult> job)
            throws Exception {
        PublisherOptions publisherOptions =
                new PublisherOptions(
                        options.kafkaConnection(),
                        options.frameSource().topic(),
                        PublishFormat.AVRO,
                        options.frameSource().maxFrameBytes());
        try (FramePublisher publisher = new FramePublisher(publisherOptions)) {
            FrameFeeder feeder =
                    new FrameFeeder(
                            pacing,
                            (cameraId, number, captureTime, image) -> {
                                publisher.publish(cameraId, number, captureTime, image);
                                tally.published(cameraId);
                                if (frames != null) {
                                    frames.accept(cameraId, number, captureTime, image);
                                }
                            });
            job.whenComplete((result, failure) -> feeder.stop());
            // The first Ctrl-C ends the input in order, the second one everything.
            Object before =
                    Signals.register(
                            INTERRUPT,
                            () -> {
                                feeder.stop();
                                Signals.registerDefault(INTERRUPT);
                            });
            try {
                feeder.run(cameras);
            } finally {
                Signals.unregister(INTERRUPT, before);
            }
            publisher.flush();
            return publisher.counts();
        }
    }

    private static void failIfEnded(CompletableFuture<JobResult> job)
            throws InterruptedException, ExecutionException {
        try {
            JobResult result = job.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            throw new IllegalStateException(
                    "The job ended before all frames were read",
                    result.getSerializedThrowable()
                            .map(t -> t.deserializeError(DemoRun.class.getClassLoader()))
                            .orElse(null));
        } catch (TimeoutException e) {
            // It still runs.
        }
    }

    private List<Path> annotate(StoredFrames frames) throws IOException {
        if (options.privacy() == Privacy.ROOM) {
            terminal.println(
                    "No annotated videos: expression.privacy=room tells nothing of single persons.");
            return List.of();
        }
        terminal.println("Annotating the videos.");
        terminal.flush();
        return new AnnotatedVideos(frames, out.resolve(JsonLinesFiles.FACE_EXPRESSIONS), blur)
                .write(out);
    }

    private int report(PublishCounts published, double seconds, List<Path> videos) {
        if (options.privacy() == Privacy.PERSON) {
            tally.byCamera()
                    .forEach(
                            (camera, counts) ->
                                    terminal.printf(
                                            "%s: %s = %d classified + %d dead letters + %d sampled out; %d faces, %d persons%n",
                                            camera,
                                            counts.published() == 0
                                                    ? "frames of somebody else"
                                                    : counts.published() + " frames in",
                                            counts.classified(),
                                            counts.deadLetters(),
                                            counts.sampledOut(),
                                            counts.faces(),
                                            counts.persons()));
        }
        RunTally.Counts own = tally.ownTotal();
        terminal.printf(
                "%d frames in %.1f s: %.1f frames/s%n",
                published.sent(), seconds, published.sent() / seconds);
        if (out != null) {
            terminal.println(
                    "Results are in " + out + (videos.isEmpty() ? "" : ", with annotated videos"));
        }
        terminal.flush();
        if (published.tooLarge() + published.failed() > 0) {
            terminal.printf(
                    "%d frames did not reach the broker: %d too large, %d failed%n",
                    published.tooLarge() + published.failed(),
                    published.tooLarge(),
                    published.failed());
        }
        if (options.privacy() == Privacy.PERSON && own.accountedFor() != published.sent()) {
            throw new IllegalStateException(
                    "%d frames were published, but %d are accounted for"
                            .formatted(published.sent(), own.accountedFor()));
        }
        return 0;
    }
}
