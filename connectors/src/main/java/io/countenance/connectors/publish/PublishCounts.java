package io.countenance.connectors.publish;

/**
 * What became of published frames.
 *
 * @param sent frames that the broker has acknowledged
 * @param bytes of their pictures
 * @param tooLarge frames above the size limit of publisher, topic or broker; not in the topic
 * @param failed frames that the broker did not take for another reason; not in the topic
 */
public record PublishCounts(long sent, long bytes, long tooLarge, long failed) {}
