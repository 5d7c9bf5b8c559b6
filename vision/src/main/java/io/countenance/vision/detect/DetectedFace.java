package io.countenance.vision.detect;

import io.countenance.vision.geometry.Box;
import org.jspecify.annotations.Nullable;

/**
 * A face as a detector found it.
 *
 * @param box in the pixels of the image that was given
 * @param score the detector's certainty, 0 to 1
 * @param landmarks five points, or null where the detector gives none
 */
public record DetectedFace(Box box, float score, @Nullable FaceLandmarks landmarks) {}
