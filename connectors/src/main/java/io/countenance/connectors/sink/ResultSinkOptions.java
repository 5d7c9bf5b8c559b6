package io.countenance.connectors.sink;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.connectors.KafkaConnection;
import io.countenance.schemas.ResultFormat;
import java.io.Serializable;
import java.time.Duration;

/**
 * How results are written.
 *
 * @param connection the broker
 * @param format of the values
 * @param delivery what is promised
 * @param transactionalIdPrefix stable name of this job's transactions, its own among all jobs on
 *     the broker; only for exactly-once
 * @param transactionTimeout after which the broker gives up a transaction; only for exactly-once,
 *     where it must be above the checkpoint interval and at most 15 minutes (the broker's default
 *     {@code transaction.max.timeout.ms}). A job that is down for longer than this loses the
 *     results of its last checkpoint
 * @param checkpointInterval of the job, zero where it has none
 */
public record ResultSinkOptions(
        KafkaConnection connection,
        ResultFormat format,
        Delivery delivery,
        String transactionalIdPrefix,
        Duration transactionTimeout,
        Duration checkpointInterval)
        implements Serializable {

    private static final long serialVersionUID = 1;
    private static final Duration BROKER_MAX_TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    /** Throws IllegalArgumentException that names the option, the value and the rule. */
    public ResultSinkOptions {
        check(
                !checkpointInterval.isNegative(),
                "checkpointInterval",
                checkpointInterval,
                "must not be negative",
                "10s");
        if (delivery == Delivery.EXACTLY_ONCE) {
            check(
                    !checkpointInterval.isZero(),
                    "checkpointInterval",
                    checkpointInterval,
                    "must be above 0 for delivery exactly-once: results are committed by checkpoints",
                    "10s");
            check(
                    !transactionalIdPrefix.isBlank() && transactionalIdPrefix.length() <= 200,
                    "transactionalIdPrefix",
                    transactionalIdPrefix,
                    "must have 1 to 200 characters for delivery exactly-once",
                    "countenance");
            check(
                    transactionTimeout.compareTo(checkpointInterval) > 0
                            && transactionTimeout.compareTo(BROKER_MAX_TRANSACTION_TIMEOUT) <= 0,
                    "transactionTimeout",
                    transactionTimeout,
                    "must be above the checkpoint interval (%s) and at most 15 minutes, the broker's transaction.max.timeout.ms"
                            .formatted(checkpointInterval),
                    "10min");
        }
    }
}
