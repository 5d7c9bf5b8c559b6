package io.countenance.lab.prepare;

import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.geometry.Box;
import java.util.Comparator;
import java.util.List;

/**
 * Which face of a picture its label is about: the one with the largest product of its box's longer
 * side and its nearness to the picture's centre, which falls from 1 there to 0 in the corners.
 */
final class FaceChoice {

    private FaceChoice() {}

    static DetectedFace main(List<DetectedFace> faces, int width, int height) {
        return faces.stream()
                .max(Comparator.comparingDouble(face -> weight(face.box(), width, height)))
                .orElseThrow();
    }

    private static double weight(Box box, int width, int height) {
        double away = Math.hypot(box.centerX() - width / 2.0, box.centerY() - height / 2.0);
        double nearness = 1 - away / Math.hypot(width / 2.0, height / 2.0);
        return Math.max(box.width(), box.height()) * Math.max(0, nearness);
    }
}
