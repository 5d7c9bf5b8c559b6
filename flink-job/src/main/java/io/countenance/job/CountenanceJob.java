package io.countenance.job;

import io.countenance.connectors.sink.ResultSinks;
import io.countenance.connectors.source.FrameSource;
import io.countenance.connectors.source.IngestedFrame;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.job.options.JobOptions;
import io.countenance.job.options.Privacy;
import io.countenance.job.options.ResultTopics;
import io.countenance.options.InvalidOptionException;
import io.countenance.options.Program;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;

/**
 * The job that {@code flink run} starts: frames from Kafka in, expressions to Kafka out. Its
 * options are {@link JobOptions}.
 */
public final class CountenanceJob {

    /**
     * How long a record waits for others before it goes to the next task. Flink's 100 ms suit small
     * records; ours are one a frame, and waiting made half of a result's delay within the job.
     */
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(5);

    private CountenanceJob() {}

    public static void main(String[] arguments) throws Exception {
        JobOptions options;
        try {
            options = JobOptions.parse(arguments);
        } catch (CommandLine.ParameterException | InvalidOptionException e) {
            // The one exception of which Flink's command line prints the message and no stack
            // trace.
            throw new ProgramParametrizationException(e.getMessage());
        }
        if (options.informationOnly()) {
            Program.commandLine(new JobOptions()).execute(arguments);
            return;
        }
        if (options.createTopics()) {
            KafkaTopics.create(options.kafkaConnection(), options.replication(), options.topics());
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        build(environment, options);
        environment.execute("countenance");
    }

    /**
     * Adds the whole job to an environment and sets what it relies on there; does not execute it.
     */
    public static void build(StreamExecutionEnvironment environment, JobOptions options) {
        Configuration settings = settings(options);
        if (environment.getConfiguration().getOptional(ExecutionOptions.BUFFER_TIMEOUT).isEmpty()) {
            settings.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        }
        environment.configure(settings);
        build(FrameSource.add(environment, options.frameSource()), options);
    }

    /**
     * Adds all that comes after the source. The environment of {@code frames} needs the {@link
     * #settings}.
     *
     * @param frames with capture times as timestamps, and watermarks
     */
    public static void build(DataStream<IngestedFrame> frames, JobOptions options) {
        CountenancePipeline pipeline = CountenancePipeline.build(frames, options);
        ResultSinks sinks = new ResultSinks(options.resultSinks());
        ResultTopics topics = options.resultTopics();
        if (options.privacy() == Privacy.PERSON) {
            write(
                    pipeline.faceExpressions(),
                    sinks.faceExpressions(topics.faceExpressions()),
                    "face-expressions");
            write(
                    pipeline.frameResults(),
                    sinks.frameResults(topics.frameResults()),
                    "frame-results");
            write(
                    pipeline.expressionWindows(),
                    sinks.expressionWindows(topics.expressionWindows()),
                    "expression-windows");
        }
        write(pipeline.roomWindows(), sinks.roomWindows(topics.roomWindows()), "room-windows");
        write(pipeline.deadLetters(), sinks.deadLetters(topics.deadLetters()), "dead-letters");
    }

    /**
     * What the job relies on: no copies between chained operators, no serialisation by Kryo, state
     * that is found again by name, and checkpoints.
     */
    public static Configuration settings(JobOptions options) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        // Pixels must not cross the network, and both model operators swap together.
        settings.set(PipelineOptions.OPERATOR_CHAINING, true);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        if (!options.checkpointInterval().isZero()) {
            settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
        }
        return settings;
    }

    private static <T> void write(DataStream<T> results, Sink<T> sink, String name) {
        results.sinkTo(sink).name(name).uid(name);
    }
}
