package io.countenance.vision.detect;

/**
 * Five points of a face in the image's pixels. Left and right are as seen in the picture: {@code
 * leftEye} has the smaller x on an upright frontal face.
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
        float rightMouthY) {

    /** From x and y of left eye, right eye, nose, left and right mouth corner. */
    static FaceLandmarks of(float[] places) {
        return new FaceLandmarks(
                places[0], places[1], places[2], places[3], places[4], places[5], places[6],
                places[7], places[8], places[9]);
    }
}
