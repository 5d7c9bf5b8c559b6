package io.countenance.job.options;

import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.sink.Delivery;
import io.countenance.connectors.sink.ResultSinkOptions;
import io.countenance.options.DurationConverter;
import io.countenance.options.InvalidOptionException;
import io.countenance.schemas.ResultFormat;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Where results go, and what is promised of them. */
final class ResultOptions {

    @Option(
            names = "--results.format",
            defaultValue = "json",
            description = "How results are written; both have the same fields by the same names.")
    ResultFormat format;

    @Option(
            names = "--results.delivery",
            defaultValue = "at-least-once",
            description =
                    "exactly-once writes in transactions that end with each checkpoint; consumers must then read committed records.")
    Delivery delivery;

    @Option(
            names = "--results.transactional-id-prefix",
            paramLabel = "<name>",
            defaultValue = "countenance",
            description =
                    "Names this job's transactions; the same after a restart, another one for each job on a broker.")
    String transactionalIdPrefix;

    @Option(
            names = "--results.transaction-timeout",
            paramLabel = "<time>",
            defaultValue = "10min",
            description =
                    "After which the broker gives up a transaction: longer than checkpoint.interval and any restart, at most the broker's transaction.max.timeout.ms.")
    Duration transactionTimeout;

    @Option(
            names = "--checkpoint.interval",
            paramLabel = "<time>",
            defaultValue = "2s",
            description =
                    "From one checkpoint to the next; 0s leaves it to the cluster's execution.checkpointing.interval.")
    Duration checkpointInterval;

    @Option(
            names = "--topics.face-expressions",
            paramLabel = "<topic>",
            defaultValue = "face-expressions",
            description = "A record for each face in each frame.")
    String faceExpressions;

    @Option(
            names = "--topics.frame-results",
            paramLabel = "<topic>",
            defaultValue = "frame-results",
            description = "A record for each frame that was read or sampled out.")
    String frameResults;

    @Option(
            names = "--topics.expression-windows",
            paramLabel = "<topic>",
            defaultValue = "expression-windows",
            description = "A record for each person and window.")
    String expressionWindows;

    @Option(
            names = "--topics.room-windows",
            paramLabel = "<topic>",
            defaultValue = "room-windows",
            description = "A record for each camera and window.")
    String roomWindows;

    @Option(
            names = "--topics.dead-letters",
            paramLabel = "<topic>",
            defaultValue = "dead-letters",
            description = "A record for all that could not be used.")
    String deadLetters;

    void check(String framesTopic) {
        InvalidOptionException.check(
                !checkpointInterval.isNegative(),
                "--checkpoint.interval",
                checkpointInterval,
                "must not be negative",
                "10s");
        InvalidOptionException.check(
                delivery != Delivery.EXACTLY_ONCE || !checkpointInterval.isZero(),
                "--checkpoint.interval",
                DurationConverter.format(checkpointInterval),
                "must be above 0 with results.delivery=exactly-once, since transactions end with checkpoints",
                "10s");
        for (String topic : topics()) {
            InvalidOptionException.check(
                    !topic.equals(framesTopic),
                    "--frames.topic",
                    framesTopic,
                    "must not be a topic that results go to",
                    "video-frames");
        }
        InvalidOptionException.check(
                topics().stream().distinct().count() == topics().size(),
                "--topics.dead-letters",
                deadLetters,
                "all result topics must differ, but they are " + String.join(", ", topics()),
                "dead-letters");
    }

    List<String> topics() {
        return List.of(faceExpressions, frameResults, expressionWindows, roomWindows, deadLetters);
    }

    ResultSinkOptions sinks(KafkaConnection connection) {
        return new ResultSinkOptions(
                connection,
                format,
                delivery,
                transactionalIdPrefix,
                transactionTimeout,
                checkpointInterval);
    }
}
