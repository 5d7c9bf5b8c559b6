package io.countenance.vision.detect;

/**
 * Five points of a face in the image's pixels. Left and right are as seen in the picture: {@code leftEye} has the
 * smaller x on an upright frontal face.
 */
public record FaceLandmarks(
        float leftEyeX,
        float leftEyeY,
        float rightEyeX,
        float rightEyeY,
        float noseX,
        float noseY,
        float leftMouthX,
        float leftMouthY,
        float rightMouthX,
        float rightMouthY) {}
