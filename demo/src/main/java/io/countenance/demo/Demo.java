package io.countenance.demo;

import io.countenance.connectors.RecordSize;
import io.countenance.dashboard.PortRange;
import io.countenance.demo.broker.EmbeddedBroker;
import io.countenance.demo.input.CameraFeed;
import io.countenance.demo.input.FeedOptions;
import io.countenance.job.options.JobOptions;
import io.countenance.options.InvalidOptionException;
import io.countenance.options.Program;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole system in one process, on a sample or on the user's own video. */
@Command(
        name = "demo",
        description = {
            "Runs a Kafka broker, a Flink cluster, the frame publisher and the job in one process, and shows each person's expressions as windows close.",
            "Without --video, --images, --camera or --rtsp it shows a sample. It ends by itself when the input ends."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        version = "Countenance 0.1.0")
public final class Demo implements Callable<Integer> {

    private static final int MAX_SLOTS = 4;

    @Mixin private FeedOptions feeds;

    @Option(
            names = "--out",
            paramLabel = "<folder>",
            description =
                    "Writes expression-windows.jsonl, room-windows.jsonl, face-expressions.jsonl and an annotated video and still of each camera there.")
    private @Nullable Path out;

    @Option(names = "--blur", description = "Blurs faces in the annotated videos.")
    private boolean blur;

    @Option(
            names = "--headless",
            description =
                    "Prints a plain line for each window instead of a table; so without a terminal.")
    private boolean headless;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "<host:port,...>",
            description =
                    "Uses a Kafka broker that runs elsewhere instead of one in this process; creates the topics that are not there.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--job-option",
            paramLabel = "<name=value>",
            description =
                    "An option of the job, such as windows.size=10s; docs/options has them all. May be given again.")
    private Map<String, String> jobOptions = new LinkedHashMap<>();

    @Option(
            names = "--parallelism",
            paramLabel = "<count>",
            defaultValue = "0",
            description =
                    "Subtasks that share the job's work; 0 is one for each processor, up to 4.")
    private int parallelism;

    @Option(
            names = "--web-port",
            paramLabel = "<port|from-to>",
            defaultValue = "8081-8180",
            description = "Port of Flink's web UI; of several, the first that is free.")
    private String webPorts;

    @Option(
            names = "--dashboard-port",
            paramLabel = "<port|from-to|off>",
            defaultValue = "8090-8189",
            description =
                    "Port of the live page, whose address stands in the first line; of several, the first that is free. off serves none.")
    private String dashboardPorts;

    @Spec private CommandSpec spec;

    /**
     * Runs the demo and exits: 0 when every frame is accounted for, 1 after a failure, 2 for a
     * wrong option.
     */
    public static void main(String[] arguments) {
        System.exit(Program.run(new Demo(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        feeds.check();
        InvalidOptionException.check(
                parallelism >= 0 && parallelism <= 256,
                "--parallelism",
                parallelism,
                "must be from 0 to 256",
                2);
        InvalidOptionException.check(
                !blur || out != null,
                "--blur",
                true,
                "needs --out, where the annotated videos go",
                "--out result");
        InvalidOptionException.check(
                webPorts.matches("\\d{1,5}(-\\d{1,5})?"),
                "--web-port",
                webPorts,
                "must be a port or a range of ports",
                "8081-8180");
        PortRange pagePorts =
                dashboardPorts.equals("off")
                        ? null
                        : PortRange.parse("--dashboard-port", dashboardPorts);
        String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        // Checked before anything is started.
        JobOptions checked = DemoJob.options("localhost:9092", run, 1, jobOptions);
        GivenModels.check(checked);
        if (out != null) {
            Files.createDirectories(out);
        }
        List<CameraFeed> cameras = feeds.open();
        try {
            if (bootstrapServers != null) {
                return run(cameras, bootstrapServers, run, pagePorts);
            }
            int largest = RecordSize.limitFor(checked.frameSource().maxFrameBytes());
            try (EmbeddedBroker broker = EmbeddedBroker.start(largest)) {
                return run(cameras, broker.bootstrapServers(), run, pagePorts);
            }
        } finally {
            for (CameraFeed camera : cameras) {
                camera.reader().close();
            }
        }
    }

    private int run(
            List<CameraFeed> cameras, String servers, String name, @Nullable PortRange pagePorts)
            throws Exception {
        JobOptions options = DemoJob.options(servers, name, cameras.size(), jobOptions);
        int slots =
                parallelism > 0
                        ? parallelism
                        : Math.min(MAX_SLOTS, Runtime.getRuntime().availableProcessors());
        PrintWriter terminal = spec.commandLine().getOut();
        return new DemoRun(
                        options,
                        cameras,
                        feeds.pacing(),
                        slots,
                        webPorts,
                        pagePorts,
                        showsTable(),
                        terminal,
                        out,
                        blur)
                .run();
    }

    private boolean showsTable() {
        return !headless && System.console() != null && !"dumb".equals(System.getenv("TERM"));
    }
}
