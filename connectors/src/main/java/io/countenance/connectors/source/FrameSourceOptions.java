package io.countenance.connectors.source;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.RecordSize;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

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
 * @param maxFrameBytes largest record, bytes; sets the consumer's fetch limits, larger records are
 *     refused
 * @param outOfOrderness how much later than a younger frame of its partition a frame may come
 * @param maxJump how far a frame may be from its camera's newest one and be believed at once
 * @param idleTimeout after how long without frames a partition no longer holds the others back
 * @param maxFuture how far a capture time may be after its record's own timestamp
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
        Duration maxJump,
        Duration idleTimeout,
        Duration maxFuture)
        implements Serializable {

    private static final long serialVersionUID = 1;

    /** Throws IllegalArgumentException that names the option, the value and the rule. */
    public FrameSourceOptions {
        check(!topic.isBlank(), "topic", topic, "must be a topic's name", "video-frames");
        check(
                !groupId.isBlank(),
                "groupId",
                groupId,
                "must be a consumer group's name",
                "countenance");
        check(
                startFrom.matches("committed|earliest|latest|\\d{1,18}"),
                "startFrom",
                startFrom,
                "must be committed, earliest, latest or ms since 1970",
                "earliest");
        check(
                stopAt.matches("never|latest|\\d{1,18}"),
                "stopAt",
                stopAt,
                "must be never, latest or ms since 1970",
                "never");
        check(
                maxFrameBytes >= 1024 && maxFrameBytes <= RecordSize.MAX_VALUE_BYTES,
                "maxFrameBytes",
                maxFrameBytes,
                "must be 1024 to " + RecordSize.MAX_VALUE_BYTES,
                8_388_608);
        check(
                !outOfOrderness.isNegative(),
                "outOfOrderness",
                outOfOrderness,
                "must not be negative",
                "200ms");
        check(maxJump.toMillis() > 0, "maxJump", maxJump, "must be above 0", "1min");
        check(idleTimeout.toMillis() > 0, "idleTimeout", idleTimeout, "must be above 0", "5s");
        check(!maxFuture.isNegative(), "maxFuture", maxFuture, "must not be negative", "1min");
    }

    OffsetsInitializer startingOffsets() {
        return switch (startFrom) {
            case "committed" -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
            case "earliest" -> OffsetsInitializer.earliest();
            case "latest" -> OffsetsInitializer.latest();
            default -> OffsetsInitializer.timestamp(Long.parseLong(startFrom));
        };
    }

    boolean bounded() {
        return !stopAt.equals("never");
    }

    /** Only where {@link #bounded()}. */
    OffsetsInitializer stoppingOffsets() {
        return stopAt.equals("latest")
                ? OffsetsInitializer.latest()
                : OffsetsInitializer.timestamp(Long.parseLong(stopAt));
    }
}
