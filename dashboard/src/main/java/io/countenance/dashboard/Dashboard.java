package io.countenance.dashboard;

import io.countenance.connectors.KafkaConnectionOptions;
import io.countenance.connectors.RecordSize;
import io.countenance.options.DurationConverter;
import io.countenance.options.InvalidOptionException;
import io.countenance.options.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the live page for any deployment. */
@Command(
        name = "dashboard",
        description = {
            "Serves a page of cameras, persons and their expressions over time, live, from what stands in Kafka. Reads only; takes part in no consumer group.",
            "Prints the address to open, with the token that it needs unless that is in a file. Ends with Ctrl-C."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        version = "Countenance 0.1.0")
public final class Dashboard implements Callable<Integer> {

    private static final Duration LONGEST_HISTORY = Duration.ofDays(1);

    @Mixin private KafkaConnectionOptions kafka;

    @Option(
            names = "--host",
            paramLabel = "<name|address>",
            defaultValue = "localhost",
            description =
                    "Where to listen: localhost for this machine alone, 0.0.0.0 for every network that it is in. Beyond localhost give --tls-certificate and --tls-key too, or put a proxy with TLS in front; else it warns.")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "<port|from-to>",
            defaultValue = "8090-8189",
            description = "Port of the page; of several, the first that is free. 0 is any.")
    private String port;

    @Option(
            names = "--tls-certificate",
            paramLabel = "<file>",
            description =
                    "A PEM file with the page's certificate, and after it those up to its authority. With it the page is served over TLS alone. Read at the start.")
    private @Nullable Path tlsCertificate;

    @Option(
            names = "--tls-key",
            paramLabel = "<file>",
            description = "A PEM file with the private key of --tls-certificate, not encrypted.")
    private @Nullable Path tlsKey;

    @Option(
            names = "--token-file",
            paramLabel = "<file>",
            description =
                    "A file that holds the token for access, say a mounted secret: 16 to 256 letters, digits and . _ ~ -. Without it a token is made anew at each start, and printed.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--preview",
            defaultValue = "blurred",
            description =
                    "Whether the page can show pictures, each with what was read in it. blurred makes them so coarse that nobody can be recognised. Frames are read from Kafka only while a page shows them.")
    private PreviewMode preview;

    @Option(
            names = "--history",
            paramLabel = "<time>",
            defaultValue = "10min",
            description =
                    "How far back windows are shown; at most 1d. The page keeps 10000 at most.")
    private Duration history;

    @Option(
            names = "--frames.topic",
            paramLabel = "<topic>",
            defaultValue = "video-frames",
            description = "Where frames come from; for --preview.")
    private String frames;

    @Option(
            names = "--frames.max-bytes",
            paramLabel = "<bytes>",
            defaultValue = "8388608",
            description = "Largest frame; larger ones are not shown.")
    private int maxFrameBytes;

    @Option(
            names = "--topics.face-expressions",
            paramLabel = "<topic>",
            defaultValue = "face-expressions",
            description = "As the job's option; for --preview.")
    private String faceExpressions;

    @Option(
            names = "--topics.frame-results",
            paramLabel = "<topic>",
            defaultValue = "frame-results",
            description = "As the job's option.")
    private String frameResults;

    @Option(
            names = "--topics.expression-windows",
            paramLabel = "<topic>",
            defaultValue = "expression-windows",
            description = "As the job's option.")
    private String expressionWindows;

    @Option(
            names = "--topics.room-windows",
            paramLabel = "<topic>",
            defaultValue = "room-windows",
            description = "As the job's option.")
    private String roomWindows;

    @Option(
            names = "--topics.dead-letters",
            paramLabel = "<topic>",
            defaultValue = "dead-letters",
            description = "As the job's option.")
    private String deadLetters;

    @Spec private CommandSpec spec;

    /** Serves until the process is ended; exits 1 after a failure, 2 for a wrong option. */
    public static void main(String[] arguments) {
        System.exit(Program.run(new Dashboard(), arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        DashboardOptions options = options();
        CountDownLatch ended = new CountDownLatch(1);
        try (DashboardServer server = new DashboardServer(options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown, "end"));
            PrintWriter out = spec.commandLine().getOut();
            // Where a token is kept in a file, as a secret is, it has no place in a log.
            out.println(
                    tokenFile == null
                            ? "The page is at " + server.link()
                            : "The page is at %s and asks for the token in %s"
                                    .formatted(server.address(), tokenFile));
            out.flush();
            if (options.readableOnTheWay()) {
                PrintWriter err = spec.commandLine().getErr();
                err.printf(
                        "Warning: %s is not this machine alone, and there is no TLS: without a proxy that has it, others on the network can read the token and all that the page shows. Give --tls-certificate and --tls-key.%n",
                        host);
                err.flush();
            }
            ended.await();
        }
        return 0;
    }

    private static boolean isOfThisMachine(String host) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void checkTopics() {
        Map<String, String> optionOfTopic = new HashMap<>();
        Map<String, String> topics = new LinkedHashMap<>();
        topics.put("--frames.topic", frames);
        topics.put("--topics.face-expressions", faceExpressions);
        topics.put("--topics.frame-results", frameResults);
        topics.put("--topics.expression-windows", expressionWindows);
        topics.put("--topics.room-windows", roomWindows);
        topics.put("--topics.dead-letters", deadLetters);
        topics.forEach(
                (option, topic) -> {
                    String other = optionOfTopic.put(topic, option);
                    InvalidOptionException.check(
                            other == null,
                            option,
                            topic,
                            "must be another topic than that of " + other,
                            "my-" + topic);
                });
    }

    private DashboardOptions options() {
        InvalidOptionException.check(
                history.compareTo(Duration.ofSeconds(10)) >= 0
                        && history.compareTo(LONGEST_HISTORY) <= 0,
                "--history",
                DurationConverter.format(history),
                "must be from 10s to 1d",
                "10min");
        InvalidOptionException.check(
                maxFrameBytes >= 1 && maxFrameBytes <= RecordSize.MAX_VALUE_BYTES,
                "--frames.max-bytes",
                maxFrameBytes,
                "must be from 1 to " + RecordSize.MAX_VALUE_BYTES,
                8_388_608);
        checkTopics();
        InvalidOptionException.check(
                isOfThisMachine(host),
                "--host",
                host,
                "must be a name or an address of this machine",
                "localhost");
        return new DashboardOptions(
                kafka.connection(),
                new DashboardTopics(
                        frames,
                        faceExpressions,
                        frameResults,
                        expressionWindows,
                        roomWindows,
                        deadLetters),
                host,
                PortRange.parse("--port", port),
                TlsFiles.of(tlsCertificate, tlsKey),
                tokenFile == null
                        ? AccessToken.generate()
                        : AccessToken.read("--token-file", tokenFile),
                preview,
                history,
                maxFrameBytes);
    }
}
