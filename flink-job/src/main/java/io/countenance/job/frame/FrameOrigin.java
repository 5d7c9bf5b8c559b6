package io.countenance.job.frame;

/** Where a frame's record stands in Kafka. */
public record FrameOrigin(String topic, int partition, long offset) {}
