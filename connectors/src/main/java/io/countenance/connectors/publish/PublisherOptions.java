package io.countenance.connectors.publish;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.RecordSize;

/**
 * Where and how {@link FramePublisher} writes.
 *
 * @param connection the broker
 * @param topic frames topic
 * @param format of the values
 * @param maxFrameBytes largest picture, bytes; the topic's {@code max.message.bytes} must allow it
 */
public record PublisherOptions(
        KafkaConnection connection, String topic, PublishFormat format, int maxFrameBytes) {

    /** Throws IllegalArgumentException that names the option, the value and the rule. */
    public PublisherOptions {
        check(!topic.isBlank(), "topic", topic, "must be a topic's name", "video-frames");
        check(
                maxFrameBytes >= 1024 && maxFrameBytes <= RecordSize.MAX_VALUE_BYTES,
                "maxFrameBytes",
                maxFrameBytes,
                "must be 1024 to " + RecordSize.MAX_VALUE_BYTES,
                8_388_608);
    }
}
