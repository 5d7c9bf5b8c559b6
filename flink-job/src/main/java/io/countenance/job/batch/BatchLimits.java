package io.countenance.job.batch;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a batch is full.
 *
 * @param maxFrames most frames
 * @param maxBytes most compressed bytes; one larger frame goes alone
 * @param maxWait longest that a frame waits for others, in processing time
 */
public record BatchLimits(int maxFrames, long maxBytes, Duration maxWait) implements Serializable {}
