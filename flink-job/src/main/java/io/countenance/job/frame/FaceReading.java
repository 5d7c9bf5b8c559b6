package io.countenance.job.frame;

import io.countenance.vision.geometry.Box;
import io.countenance.vision.quality.FaceQuality;

/**
 * One face in one frame.
 *
 * @param box in the frame's pixels
 * @param score the detector's certainty, 0 to 1
 * @param quality how well it can be read
 * @param distribution probability of each of the model's labels; empty until classified
 */
public record FaceReading(Box box, float score, FaceQuality quality, float[] distribution) {

    /** The same face, classified. */
    public FaceReading withDistribution(float[] classified) {
        return new FaceReading(box, score, quality, classified);
    }
}
