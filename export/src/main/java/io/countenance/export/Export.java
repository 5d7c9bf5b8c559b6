package io.countenance.export;

import io.countenance.connectors.KafkaConnectionOptions;
import io.countenance.connectors.topics.TopicRange;
import io.countenance.connectors.topics.TopicRangeOptions;
import io.countenance.options.InvalidOptionException;
import io.countenance.options.Program;
import io.countenance.options.ProgressBars;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a range of a result topic to a file. */
@Command(
        name = "export",
        description = {
            "Writes what a result topic holds now, or a range of it, to a CSV or Parquet file: committed records, JSON or Avro. Reads only; takes part in no consumer group.",
            "CSV has a column for each label (distribution.neutral); Parquet has the fields and types of docs/topics.md."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        version = "Countenance 0.1.0")
public final class Export implements Callable<Integer> {

    @Mixin private KafkaConnectionOptions kafka;
    @Mixin private TopicRangeOptions reading;

    @Option(
            names = "--records",
            defaultValue = "expression-windows",
            description = "What is exported.")
    private ExportedRecords records;

    @Option(
            names = "--topic",
            paramLabel = "<topic>",
            description = "The topic that holds it, where it has not the name of --records.")
    private @Nullable String topic;

    @Option(names = "--format", defaultValue = "csv", description = "What is written.")
    private ExportFormat format;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "<file>",
            description = "Where it is written; must not be there, unless --overwrite.")
    private Path out;

    @Option(names = "--overwrite", description = "Replaces the file.")
    private boolean overwrite;

    @Option(
            names = "--from",
            paramLabel = "<ISO-8601|ms>",
            description =
                    "Leaves out what was before: windows by their start, frames by capture time.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "<ISO-8601|ms>",
            description = "Leaves out what was then or later.")
    private @Nullable Instant to;

    @Option(
            names = "--from-offset",
            paramLabel = "<offset>",
            defaultValue = "0",
            description = "First Kafka offset that is read, of each partition.")
    private long fromOffset;

    @Option(
            names = "--to-offset",
            paramLabel = "<offset>",
            defaultValue = "9223372036854775807",
            description = "Kafka offset at which reading ends, of each partition.")
    private long toOffset;

    @Option(
            names = "--all-revisions",
            description =
                    "Writes every revision of a window; without it only the highest in the range.")
    private boolean allRevisions;

    @Option(names = "--quiet", description = "Shows no progress bar.")
    private boolean quiet;

    @Spec private CommandSpec spec;

    /** Exports and exits: 1 after a failure, 2 for a wrong option. */
    public static void main(String[] arguments) {
        System.exit(Program.run(new Export(), arguments));
    }

    @Override
    public Integer call() throws IOException {
        check();
        String name = topic == null ? records.topic() : topic;
        try (TopicRange range =
                        new TopicRange(
                                kafka.connection(), name, fromOffset, toOffset, reading.timeout());
                ProgressBar progress = progress(range.length())) {
            ExportRun.Outcome outcome =
                    new ExportRun(range, records, format, allRevisions, from, to, progress)
                            .write(out);
            progress.stepTo(progress.getMax());
            report(name, outcome);
        }
        return 0;
    }

    private void check() {
        InvalidOptionException.check(
                from == null || to == null || from.isBefore(to),
                "--to",
                to,
                "must be after --from, " + from,
                "2026-11-25T14:00:00Z");
        InvalidOptionException.check(
                fromOffset >= 0, "--from-offset", fromOffset, "must not be negative", 1000);
        InvalidOptionException.check(
                toOffset > fromOffset,
                "--to-offset",
                toOffset,
                "must be above --from-offset, " + fromOffset,
                fromOffset + 1000);
        InvalidOptionException.check(
                overwrite || Files.notExists(out),
                "--out",
                out,
                "is there already; --overwrite replaces it",
                "other-file.csv");
        InvalidOptionException.check(
                !Files.isDirectory(out), "--out", out, "is a folder, not a file", "windows.csv");
        Path folder = out.toAbsolutePath().getParent();
        InvalidOptionException.check(
                folder != null && Files.isDirectory(folder),
                "--out",
                out,
                "must be in a folder that is there",
                "windows.csv");
    }

    private ProgressBar progress(long length) {
        ProgressBarBuilder bar =
                ProgressBars.builder(
                                out.getFileName().toString(),
                                length * ExportRun.passes(records, format, allRevisions))
                        .setUnit(" records", 1)
                        .showSpeed();
        if (quiet || !ProgressBars.onTerminal()) {
            bar.setConsumer(ProgressBars.nowhere());
        }
        return bar.build();
    }

    private void report(String name, ExportRun.Outcome outcome) {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.printf("%d records of %s in %s%n", outcome.written(), name, out);
        if (outcome.superseded() > 0) {
            terminal.printf(
                    "%d earlier revisions were left out (--all-revisions writes them)%n",
                    outcome.superseded());
        }
        if (outcome.unreadable() > 0) {
            terminal.printf(
                    "%d records are no %s and were left out%n",
                    outcome.unreadable(), records.type().getSimpleName());
        }
        terminal.flush();
    }
}
