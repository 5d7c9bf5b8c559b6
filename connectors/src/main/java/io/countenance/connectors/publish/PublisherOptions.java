package io.countenance.connectors.publish;

import io.countenance.connectors.KafkaConnection;

/**
 * Where and how {@link FramePublisher} writes.
 *
 * @param connection the broker
 * @param topic frames topic
 * @param format of the values
 * @param maxFrameBytes largest record, bytes; the topic's {@code max.message.bytes} must allow it
 */
public record PublisherOptions(
        KafkaConnection connection, String topic, PublishFormat format, int maxFrameBytes) {}
