package io.countenance.vision.quality;

/**
 * How well a face can be read.
 *
 * @param score all of it in one figure, 0 (useless) to 1 (good); see {@link FaceQualityEstimator}
 * @param sharpness variance of the Laplacian of the grey crop at 64 x 64 px
 * @param sizePixels shorter side of the box, px
 * @param yawDegrees head turned, degrees, positive to the picture's right; NaN without landmarks
 * @param rollDegrees head tilted, degrees, positive clockwise; NaN without landmarks
 */
public record FaceQuality(
        float score, float sharpness, float sizePixels, float yawDegrees, float rollDegrees) {}
