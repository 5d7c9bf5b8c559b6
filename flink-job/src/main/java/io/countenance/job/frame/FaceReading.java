package io.countenance.job.frame;

import io.countenance.vision.geometry.Box;
import io.countenance.vision.quality.FaceQuality;
import org.jspecify.annotations.Nullable;

/**
 * One face in one frame.
 *
 * @param box in the frame's pixels
 * @param score the detector's certainty, 0 to 1
 * @param quality how well it can be read
 * @param distribution probability of each of the model's labels; empty until classified
 * @param embedding what tells the person from others, of length 1; null where the face was not
 *     embedded, which without {@code tracker.identity=reidentify} none is. Biometric data: goes no
 *     further than the operator that follows persons
 */
public record FaceReading(
        Box box,
        float score,
        FaceQuality quality,
        float[] distribution,
        float @Nullable [] embedding) {

    /** A face that was not embedded. */
    public FaceReading(Box box, float score, FaceQuality quality, float[] distribution) {
        this(box, score, quality, distribution, null);
    }

    /** The same face, classified. */
    public FaceReading withDistribution(float[] classified) {
        return new FaceReading(box, score, quality, classified, embedding);
    }

    /** The same face with another embedding, or none. */
    public FaceReading withEmbedding(float @Nullable [] embedded) {
        return new FaceReading(box, score, quality, distribution, embedded);
    }
}
