package io.countenance.connectors.sink;

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
 * @param transactionalIdPrefix stable name of this job's transactions; only for exactly-once
 * @param transactionTimeout after which the broker gives up a transaction; must be above the
 *     checkpoint interval
 * @param checkpointInterval of the job, zero where it has none
 */
public record ResultSinkOptions(
        KafkaConnection connection,
        ResultFormat format,
        Delivery delivery,
        String transactionalIdPrefix,
        Duration transactionTimeout,
        Duration checkpointInterval)
        implements Serializable {}
