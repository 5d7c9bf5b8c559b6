package io.countenance.connectors.source;

import io.countenance.connectors.KafkaConnection;
import java.io.Serializable;
import java.time.Duration;

/**
 * What {@link FrameSource} reads.
 *
 * @param connection the broker
 * @param topic frames topic
 * @param groupId consumer group
 * @param startFrom {@code committed} (else earliest), {@code earliest}, {@code latest}, or ms since
 *     1970
 * @param stopAt {@code never}, {@code latest} (as of the start) or ms since 1970; all but never
 *     make the source bounded
 * @param format what values are
 * @param maxFrameBytes largest record, bytes; sets the consumer's fetch limits
 * @param outOfOrderness how much later than a younger frame of its partition a frame may come
 * @param idleTimeout after how long without frames a partition no longer holds the others back
 * @param maxFuture how far ahead of the clock a capture time may be
 */
public record FrameSourceOptions(
        KafkaConnection connection,
        String topic,
        String groupId,
        String startFrom,
        String stopAt,
        FrameFormat format,
        int maxFrameBytes,
        Duration outOfOrderness,
        Duration idleTimeout,
        Duration maxFuture)
        implements Serializable {}
