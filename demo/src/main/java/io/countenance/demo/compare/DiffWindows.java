package io.countenance.demo.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.countenance.connectors.KafkaClientOptions;
import io.countenance.connectors.topics.TopicRangeOptions;
import io.countenance.options.InvalidOptionException;
import io.countenance.options.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the windows of two runs over the same frames. */
@Command(
        name = "diff-windows",
        description = {
            "Compares the expression windows of two runs: windows of the same camera, person and time, the highest revision of each. A run is a topic, or a file of JSON lines as scripts/demo --out writes it.",
            "KL is the divergence of the right mean distribution from the left one, in nats. A window that abstains names no expression: where one run abstains it counts as that, not as a changed dominant."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        version = "Countenance 0.1.0")
public final class DiffWindows implements Callable<Integer> {

    @Option(
            names = "--left",
            required = true,
            paramLabel = "<topic|file>",
            description = "One run; what ends in .jsonl is a file.")
    private String left;

    @Option(
            names = "--right",
            required = true,
            paramLabel = "<topic|file>",
            description = "The other run; what ends in .jsonl is a file.")
    private String right;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "<host:port,...>",
            description = "The brokers to ask for topics.")
    private @Nullable String bootstrapServers;

    @Mixin private KafkaClientOptions client;

    @Mixin private TopicRangeOptions reading;

    @Option(
            names = "--from",
            paramLabel = "<ISO-8601|ms>",
            description = "Leaves out windows that start before.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "<ISO-8601|ms>",
            description = "Leaves out windows that start then or later.")
    private @Nullable Instant to;

    @Option(
            names = "--json",
            paramLabel = "<file>",
            description = "Writes the figures, and every window that differs so, there.")
    private @Nullable Path json;

    @Spec private CommandSpec spec;

    /**
     * Compares and exits: 0 whether or not they differ, 1 after a failure, 2 for a wrong option.
     */
    public static void main(String[] arguments) {
        System.exit(Program.run(new DiffWindows(), arguments));
    }

    @Override
    public Integer call() throws IOException {
        InvalidOptionException.check(
                from == null || to == null || from.isBefore(to),
                "--to",
                to,
                "must be after --from, " + from,
                "2026-11-25T14:00:00Z");
        WindowDifferences differences =
                WindowDifferences.between(read("--left", left), read("--right", right));
        if (differences.cameras().isEmpty()) {
            throw new IllegalStateException(
                    "Neither %s nor %s has a window%s"
                            .formatted(
                                    left,
                                    right,
                                    from == null && to == null ? "" : " in that time"));
        }
        new DifferenceTable(spec.commandLine().getOut()).print(differences);
        if (json != null) {
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(json.toFile(), DifferenceReport.of(left, right, differences));
        }
        return 0;
    }

    private WindowSet read(String option, String run) throws IOException {
        WindowSet windows = new WindowSet(from, to);
        WindowReader reader = new WindowReader();
        if (run.endsWith(".jsonl")) {
            InvalidOptionException.check(
                    Files.isRegularFile(Path.of(run)),
                    option,
                    run,
                    "must be a file that is there",
                    "results/expression-windows.jsonl");
            reader.readFile(Path.of(run), windows::add);
        } else {
            InvalidOptionException.check(
                    bootstrapServers != null,
                    option,
                    run,
                    "is a topic, which needs --bootstrap-servers; a file's name ends in .jsonl",
                    "results/expression-windows.jsonl");
            reader.readTopic(
                    client.connection(bootstrapServers), run, reading.timeout(), windows::add);
        }
        return windows;
    }
}
