package io.countenance.vision.identity;

import org.jspecify.annotations.Nullable;

/**
 * One face of a frame, as re-identification sees it.
 *
 * @param trackId the tracker's number, from 1 up; 0 where it is not confirmed
 * @param embedding of the face, of length 1; null where it was not embedded, or its embedding is no
 *     evidence: points nowhere, or has no weight
 * @param weight of the embedding, above 0
 */
public record FaceInTrack(long trackId, float @Nullable [] embedding, float weight) {

    /** Leaves out an embedding that is no evidence. */
    public FaceInTrack {
        if (embedding != null && !(weight > 0 && Direction.exists(embedding))) {
            embedding = null;
        }
    }
}
