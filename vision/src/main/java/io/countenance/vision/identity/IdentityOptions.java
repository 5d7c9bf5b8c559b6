package io.countenance.vision.identity;

import java.io.Serializable;
import java.time.Duration;

/**
 * When somebody who comes is taken for somebody who left.
 *
 * @param minSimilarity least cosine between a track's mean embedding and a person's, -1 to 1
 * @param maxWait how long a new face waits for its embeddings, above 0
 * @param ttl how long a person is remembered after the last sight, above 0
 * @param maxLost how long a track is kept without being seen, as the tracker has it
 */
public record IdentityOptions(float minSimilarity, Duration maxWait, Duration ttl, Duration maxLost)
        implements Serializable {

    /** Checks the ranges. */
    public IdentityOptions {
        if (!(minSimilarity >= -1 && minSimilarity <= 1)) {
            throw new IllegalArgumentException(
                    "minSimilarity is " + minSimilarity + " but must be from -1 to 1");
        }
        if (maxWait.toMillis() < 1 || ttl.toMillis() < 1 || maxLost.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "maxWait, ttl and maxLost are %s, %s and %s but must be 1 ms or more"
                            .formatted(maxWait, ttl, maxLost));
        }
    }
}
