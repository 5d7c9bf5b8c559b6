package io.countenance.demo.backfill;

import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.connectors.topics.KafkaTopics.Topic;
import io.countenance.demo.GivenModels;
import io.countenance.demo.cluster.FailFastEnvironment;
import io.countenance.demo.results.TopicOffsets;
import io.countenance.job.CountenanceJob;
import io.countenance.job.options.JobOptions;
import io.countenance.options.InvalidOptionException;
import io.countenance.options.Program;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads a range of the frames topic again, by the whole job, to result topics of its own. */
@Command(
        name = "backfill",
        description = {
            "Runs the job in this process over the frames of a range of time, closes the last windows and ends. Results go to topics of its own; scripts/diff-windows compares them with the live ones."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        version = "Countenance 0.1.0")
public final class Backfill implements Callable<Integer> {

    private static final int MAX_SLOTS = 4;

    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "<host:port,...>",
            description = "The brokers to ask first.")
    private String bootstrapServers;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "<ISO-8601|ms>",
            description =
                    "First record timestamp, which our publisher sets to the capture time; at a window's start, else the first window is cut.")
    private Instant from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "<ISO-8601|ms>",
            description = "First record timestamp that is not read any more.")
    private Instant to;

    @Option(
            names = "--results",
            required = true,
            paramLabel = "<prefix>",
            description =
                    "Results go to PREFIX-expression-windows, PREFIX-room-windows and so on, which are created, and must hold nothing.")
    private String prefix;

    @Option(
            names = "--model",
            paramLabel = "<default|path|URI>",
            description = "Another expression model than the one of the job's options.")
    private @Nullable String model;

    @Option(
            names = "--job-option",
            paramLabel = "<name=value>",
            description =
                    "An option of the live job, such as windows.size=30s, or all of them by config=job.properties; docs/options has them. May be given again.")
    private Map<String, String> jobOptions = new LinkedHashMap<>();

    @Option(
            names = "--parallelism",
            paramLabel = "<count>",
            defaultValue = "0",
            description =
                    "Subtasks that share the work; 0 is one for each processor, up to 4. Results do not depend on it.")
    private int parallelism;

    @Spec private CommandSpec spec;

    /** Runs and exits: 0, 1 after a failure, 2 for a wrong option. */
    public static void main(String[] arguments) {
        System.exit(Program.run(new Backfill(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        InvalidOptionException.check(
                from.isBefore(to),
                "--to",
                to,
                "must be after --from, " + from,
                from.plusSeconds(60));
        InvalidOptionException.check(
                parallelism >= 0 && parallelism <= 256,
                "--parallelism",
                parallelism,
                "must be from 0 to 256",
                2);
        JobOptions options =
                new BackfillJob(bootstrapServers, prefix, model, jobOptions).options(from, to);
        if (model == null) {
            GivenModels.check(options);
        } else {
            GivenModels.check(options, "--model");
        }
        PrintWriter terminal = spec.commandLine().getOut();
        long start = System.nanoTime();
        try (TopicOffsets offsets = new TopicOffsets(options.kafkaConnection())) {
            long records = recordsInRange(options, offsets);
            if (records == 0) {
                throw new IllegalStateException(
                        "%s has no records from %s to %s"
                                .formatted(options.frameSource().topic(), from, to));
            }
            terminal.printf(
                    "%d records of %s from %s to %s%n",
                    records, options.frameSource().topic(), from, to);
            terminal.flush();
            createResultTopics(options, offsets);
            environment(options).execute("countenance-backfill");
            long left = recordsInRange(options, offsets);
            if (left < records) {
                throw new IllegalStateException(
                        "%d of them were deleted meanwhile, by the topic's retention; results may lack some"
                                .formatted(records - left));
            }
        }
        terminal.printf(
                "Read in %.1f s. Results are in %s%n",
                (System.nanoTime() - start) / 1e9, String.join(", ", options.resultTopics().all()));
        terminal.flush();
        return 0;
    }

    private long recordsInRange(JobOptions options, TopicOffsets offsets)
            throws InterruptedException {
        String topic = options.frameSource().topic();
        if (offsets.existing(List.of(topic)).isEmpty()) {
            throw new IllegalStateException("There is no topic " + topic);
        }
        Map<TopicPartition, Long> first = offsets.at(topic, from);
        Map<TopicPartition, Long> end = offsets.at(topic, to);
        long records = 0;
        for (Map.Entry<TopicPartition, Long> partition : end.entrySet()) {
            records += Math.max(0, partition.getValue() - first.get(partition.getKey()));
        }
        return records;
    }

    private void createResultTopics(JobOptions options, TopicOffsets offsets)
            throws InterruptedException {
        List<String> topics = options.resultTopics().all();
        for (Map.Entry<TopicPartition, Long> end :
                offsets.ends(offsets.existing(topics)).entrySet()) {
            InvalidOptionException.check(
                    end.getValue() == 0,
                    "--results",
                    prefix,
                    "the topic %s holds results already, which must not be mixed with others"
                            .formatted(end.getKey().topic()),
                    prefix + "-2");
        }
        List<Topic> wanted =
                options.topics().stream().filter(topic -> topics.contains(topic.name())).toList();
        KafkaTopics.create(options.kafkaConnection(), options.replication(), wanted);
    }

    private StreamExecutionEnvironment environment(JobOptions options) {
        int slots =
                parallelism > 0
                        ? parallelism
                        : Math.min(MAX_SLOTS, Runtime.getRuntime().availableProcessors());
        StreamExecutionEnvironment environment =
                FailFastEnvironment.local(slots, new Configuration());
        CountenanceJob.build(environment, options);
        return environment;
    }
}
