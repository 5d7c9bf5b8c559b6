package io.countenance.connectors.publish;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.connectors.KafkaClientOptions;
import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.RecordSize;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.options.InvalidOptionException;
import io.countenance.options.Program;
import io.countenance.options.ProgressBars;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes videos, folders of pictures, streams and webcams to the frames topic. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Publishes videos, folders of pictures, network streams and webcams to the frames topic. Ends with exit code 1 where any frame did not get there.")
public final class Publish implements Callable<Integer> {

    private static final int FOREVER = 0;
    private static final long STOP_SECONDS = 30;

    @Option(
            names = "--video",
            paramLabel = "<[camera=]file>",
            description =
                    "A video file. May be given again; the camera is named after the file where no name is given.")
    List<String> videos = new ArrayList<>();

    @Option(
            names = "--images",
            paramLabel = "<[camera=]folder>",
            description = "A folder of JPEG and PNG files, published by name. May be given again.")
    List<String> images = new ArrayList<>();

    @Option(
            names = "--rtsp",
            paramLabel = "<[camera=]URL>",
            description =
                    "A network stream: RTSP, or what else FFmpeg reads. Opened again when it breaks off. May be given again.")
    List<String> streams = new ArrayList<>();

    @Option(
            names = "--rtsp-file",
            paramLabel = "<[camera=]file>",
            description =
                    "A file that holds the URL of a network stream, say a mounted secret, so that the URL's password is in no argument and no log. Read again whenever the stream is opened. May be given again; the camera is named after the file where no name is given.")
    List<String> streamFiles = new ArrayList<>();

    @Option(
            names = "--camera",
            paramLabel = "<[camera=]number>",
            description = "A camera of this machine, counted from 0. May be given again.")
    List<String> webcams = new ArrayList<>();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "<host:port,...>",
            defaultValue = "localhost:9092",
            description = "The Kafka brokers to ask first.")
    String bootstrapServers;

    @Option(
            names = "--topic",
            paramLabel = "<topic>",
            defaultValue = "video-frames",
            description = "Where frames go.")
    String topic;

    @Mixin KafkaClientOptions client;

    @Option(
            names = "--create-topics",
            description =
                    "Creates the topic where it is not there, with --partitions and room for --max-frame-bytes.")
    boolean createTopics;

    @Option(
            names = "--partitions",
            paramLabel = "<count>",
            defaultValue = "4",
            description = "How many partitions --create-topics gives the topic.")
    int partitions;

    @Option(
            names = "--replication",
            paramLabel = "<count>",
            defaultValue = "1",
            description = "On how many brokers --create-topics puts each record.")
    short replication;

    @Option(
            names = "--format",
            defaultValue = "avro",
            description =
                    "What is written: VideoFrame in single-object Avro, or the JPEG file itself with camera, number and time in key and headers.")
    PublishFormat format;

    @Option(
            names = "--max-frame-bytes",
            paramLabel = "<bytes>",
            defaultValue = "8388608",
            description =
                    "Largest frame; larger ones are left out and told at the end. The topic's max.message.bytes and the job's --frames.max-bytes belong to it.")
    int maxFrameBytes;

    @Option(
            names = "--fps",
            paramLabel = "<frames/s>",
            defaultValue = "0",
            description =
                    "At most so many frames a second, the others are left out; 0 publishes all. For --images: how fast the folder is, 5 where not given.")
    double framesPerSecond;

    @Option(
            names = "--jpeg-quality",
            paramLabel = "<1-100>",
            defaultValue = "90",
            description = "Quality of the JPEG files.")
    int jpegQuality;

    @Option(
            names = "--max-width",
            paramLabel = "<px>",
            defaultValue = "0",
            description = "Wider pictures are scaled down to this width; 0 for none.")
    int maxWidth;

    @Option(
            names = "--as-fast-as-possible",
            description =
                    "Publishes files without waiting; capture times stay those of the file. Without it files take the time they took to record.")
    boolean asFastAsPossible;

    @Option(
            names = "--loop",
            paramLabel = "<count|forever>",
            defaultValue = "1",
            description = "How often files are published; their capture times go on.")
    String loop;

    @Option(
            names = "--max-frames",
            paramLabel = "<frames>",
            defaultValue = "0",
            description = "Ends each source after so many frames; 0 for none.")
    long maxFrames;

    @Option(
            names = "--start-time",
            paramLabel = "<time>",
            defaultValue = "now",
            description =
                    "Capture time of a file's first frame: now, ISO-8601 such as 2026-03-01T12:00:00Z, or ms since 1970. A fixed time makes the records reproducible; one older than the topic's retention may be deleted by the broker.")
    String startTime;

    @Option(
            names = "--alive-file",
            paramLabel = "<path>",
            description =
                    "A file that is touched, once a second at most, when the broker has taken a frame; a health check looks at its age.")
    @Nullable Path aliveFile;

    @Option(names = "--quiet", description = "Shows no progress bars.")
    boolean quiet;

    @Spec CommandSpec spec;

    private final CountDownLatch stop = new CountDownLatch(1);

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(Program.run(new Publish(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<CameraSource> sources = sources();
        FeedOptions options = feedOptions(sources);
        KafkaConnection connection = connection();
        PublisherOptions publisherOptions =
                new PublisherOptions(connection, topic, format, maxFrameBytes);
        if (createTopics) {
            KafkaTopics.create(
                    connection,
                    replication,
                    List.of(new KafkaTopics.Topic(topic, partitions, maxFrameBytes)));
        }
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAndWait(ended), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return publish(sources, options, publisherOptions);
        } finally {
            ended.countDown();
            removeHook(hook);
        }
    }

    /**
     * Lets what has been read reach the topic, and the summary the terminal, when the user ends the
     * program.
     */
    private void stopAndWait(CountDownLatch ended) {
        stop.countDown();
        try {
            ended.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is this hook that ends the program.
        }
    }

    private int publish(
            List<CameraSource> sources, FeedOptions options, PublisherOptions publisherOptions)
            throws IOException, InterruptedException, ExecutionException {
        List<CameraFeed> feeds = new ArrayList<>();
        Runnable taken = aliveFile == null ? () -> {} : new AliveFile(aliveFile)::touch;
        try (FramePublisher publisher = new FramePublisher(publisherOptions, taken)) {
            for (CameraSource source : sources) {
                feeds.add(new CameraFeed(source, options, publisher, stop));
            }
            long start = System.nanoTime();
            List<FeedReport> reports = run(feeds);
            publisher.flush();
            return summarise(reports, publisher.counts(), (System.nanoTime() - start) / 1e9);
        } finally {
            for (CameraFeed feed : feeds) {
                feed.close();
            }
        }
    }

    private List<CameraSource> sources() {
        List<CameraSource> sources = new ArrayList<>();
        videos.forEach(text -> sources.add(CameraSource.parse(CameraSource.Kind.VIDEO, text)));
        images.forEach(text -> sources.add(CameraSource.parse(CameraSource.Kind.IMAGES, text)));
        streams.forEach(text -> sources.add(CameraSource.parse(CameraSource.Kind.STREAM, text)));
        streamFiles.forEach(
                text -> sources.add(CameraSource.parse(CameraSource.Kind.STREAM_FILE, text)));
        webcams.forEach(text -> sources.add(CameraSource.parse(CameraSource.Kind.WEBCAM, text)));
        check(
                !sources.isEmpty(),
                "--video",
                "",
                "at least one of --video, --images, --rtsp, --rtsp-file and --camera must be given",
                "lobby=recording.mp4");
        Set<String> names = new HashSet<>();
        for (CameraSource source : sources) {
            check(
                    names.add(source.cameraId()),
                    "--" + optionOf(source.kind()),
                    source.shownLocation(),
                    "the camera name '%s' is taken by another source; name them"
                            .formatted(source.cameraId()),
                    "entrance=" + source.shownLocation());
            check(
                    source.kind() != CameraSource.Kind.WEBCAM
                            || source.location().matches("\\d{1,3}"),
                    "--camera",
                    source.location(),
                    "must be a number from 0",
                    0);
            if (source.kind() == CameraSource.Kind.STREAM_FILE) {
                checkHoldsUrl(source.location());
            }
        }
        return sources;
    }

    private static void checkHoldsUrl(String file) {
        try {
            StreamUrl.read(Path.of(file));
        } catch (IOException e) {
            throw new InvalidOptionException(
                    "--rtsp-file",
                    file,
                    "must be a file that holds one URL: " + e.getMessage(),
                    "entrance=/run/secrets/entrance");
        }
    }

    private static String optionOf(CameraSource.Kind kind) {
        return switch (kind) {
            case VIDEO -> "video";
            case IMAGES -> "images";
            case STREAM -> "rtsp";
            case STREAM_FILE -> "rtsp-file";
            case WEBCAM -> "camera";
        };
    }

    private FeedOptions feedOptions(List<CameraSource> sources) {
        boolean live = sources.stream().anyMatch(source -> source.kind().live());
        check(
                framesPerSecond >= 0 && framesPerSecond <= 1000,
                "--fps",
                framesPerSecond,
                "must be 0 to 1000",
                5);
        check(
                jpegQuality >= 1 && jpegQuality <= 100,
                "--jpeg-quality",
                jpegQuality,
                "must be 1 to 100",
                90);
        check(maxWidth >= 0, "--max-width", maxWidth, "must not be negative", 1280);
        check(maxFrames >= 0, "--max-frames", maxFrames, "must not be negative", 100);
        check(partitions >= 1, "--partitions", partitions, "must be at least 1", 4);
        check(replication >= 1, "--replication", replication, "must be at least 1", 1);
        check(
                maxFrameBytes >= 1024 && maxFrameBytes <= RecordSize.MAX_VALUE_BYTES,
                "--max-frame-bytes",
                maxFrameBytes,
                "must be 1024 to " + RecordSize.MAX_VALUE_BYTES,
                8_388_608);
        check(
                !(live && asFastAsPossible),
                "--as-fast-as-possible",
                true,
                "is for --video and --images only; a live source has its own speed",
                "--video lobby.mp4");
        check(
                loop.matches("forever|[1-9]\\d{0,8}"),
                "--loop",
                loop,
                "must be a number from 1, or forever",
                "forever");
        check(!live || loop.equals("1"), "--loop", loop, "is for --video and --images only", 1);
        check(
                !live || startTime.equals("now"),
                "--start-time",
                startTime,
                "is for --video and --images only; a live source is taken now",
                "now");
        return new FeedOptions(
                framesPerSecond,
                framesPerSecond > 0 ? framesPerSecond : 5,
                jpegQuality,
                maxWidth,
                !asFastAsPossible,
                loop.equals("forever") ? FOREVER : Integer.parseInt(loop),
                maxFrames,
                startMillis());
    }

    private long startMillis() {
        if (startTime.equals("now")) {
            return System.currentTimeMillis();
        }
        try {
            return startTime.matches("\\d{1,15}")
                    ? Long.parseLong(startTime)
                    : Instant.parse(startTime).toEpochMilli();
        } catch (DateTimeParseException e) {
            check(
                    false,
                    "--start-time",
                    startTime,
                    "must be now, an ISO-8601 time in UTC or ms since 1970",
                    "2026-03-01T12:00:00Z");
            throw e;
        }
    }

    private KafkaConnection connection() {
        check(
                bootstrapServers.matches("[^\\s,]+:\\d{1,5}(\\s*,\\s*[^\\s,]+:\\d{1,5})*"),
                "--bootstrap-servers",
                bootstrapServers,
                "must be host:port, several separated by commas",
                "localhost:9092");
        return client.connection(bootstrapServers);
    }

    /**
     * Runs the feeds, each in its own thread, until all have ended or the program is told to end.
     */
    private List<FeedReport> run(List<CameraFeed> feeds)
            throws InterruptedException, ExecutionException {
        List<ProgressBar> bars = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(feeds.size());
        try {
            List<Future<FeedReport>> results = new ArrayList<>();
            for (CameraFeed feed : feeds) {
                if (!quiet && ProgressBars.onTerminal()) {
                    ProgressBar bar = progressBar(feed);
                    bars.add(bar);
                    feed.reportTo(bar::step);
                }
                results.add(threads.submit(feed));
            }
            List<FeedReport> reports = new ArrayList<>();
            for (Future<FeedReport> result : results) {
                reports.add(result.get());
            }
            return reports;
        } finally {
            stop.countDown();
            threads.shutdown();
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            bars.forEach(ProgressBar::close);
        }
    }

    private static ProgressBar progressBar(CameraFeed feed) {
        return ProgressBars.builder(feed.source().cameraId(), feed.expectedFrames())
                .setUnit(" frames", 1)
                .showSpeed()
                .build();
    }

    private int summarise(List<FeedReport> reports, PublishCounts counts, double seconds) {
        PrintWriter out = spec.commandLine().getOut();
        for (FeedReport report : reports) {
            out.printf(
                    "%s: %d frames%s%s%s%n",
                    report.cameraId(),
                    report.published(),
                    report.unreadable() == 0
                            ? ""
                            : ", %d pictures left out as undecodable"
                                    .formatted(report.unreadable()),
                    report.reconnects() == 0
                            ? ""
                            : ", connected again %d times".formatted(report.reconnects()),
                    report.failure() == null ? "" : ", broke off: " + report.failure());
        }
        out.printf(
                Locale.ROOT,
                "%d frames (%.1f MB) in %s within %.1f s: %.1f frames/s%n",
                counts.sent(),
                counts.bytes() / 1e6,
                topic,
                seconds,
                counts.sent() / Math.max(seconds, 1e-3));
        if (counts.tooLarge() > 0) {
            out.printf(
                    "%d frames are NOT in the topic: too large for --max-frame-bytes, the topic's max.message.bytes or the broker. Lower --max-width or --jpeg-quality, or raise all three limits.%n",
                    counts.tooLarge());
        }
        if (counts.failed() > 0) {
            out.printf(
                    "%d frames are NOT in the topic: the broker did not take them (see the log).%n",
                    counts.failed());
        }
        out.flush();
        boolean complete =
                counts.tooLarge() + counts.failed() == 0
                        && reports.stream()
                                .allMatch(
                                        report ->
                                                report.unreadable() == 0
                                                        && report.failure() == null);
        return complete ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
