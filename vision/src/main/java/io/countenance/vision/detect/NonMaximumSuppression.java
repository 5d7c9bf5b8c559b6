package io.countenance.vision.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps the strongest of detections that mean the same face.
 *
 * @param maxOverlap intersection over union with a stronger box above which a box is dropped
 * @param maxInside share of a box inside a stronger one above which it is dropped
 */
record NonMaximumSuppression(float maxOverlap, float maxInside) {

    /** What all detectors here use: 0.4, and 80 % inside. */
    static final NonMaximumSuppression STANDARD = new NonMaximumSuppression(0.4f, 0.8f);

    private static final Comparator<DetectedFace> STRONGEST_FIRST =
            Comparator.comparing(DetectedFace::score).reversed();

    /** The faces that remain, strongest first; equally strong ones in the order given. */
    List<DetectedFace> apply(List<DetectedFace> candidates) {
        List<DetectedFace> sorted = new ArrayList<>(candidates);
        sorted.sort(STRONGEST_FIRST);
        List<DetectedFace> kept = new ArrayList<>();
        for (DetectedFace candidate : sorted) {
            if (kept.stream().noneMatch(stronger -> covers(stronger, candidate))) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private boolean covers(DetectedFace stronger, DetectedFace weaker) {
        float shared = stronger.box().intersection(weaker.box());
        return stronger.box().intersectionOverUnion(weaker.box()) > maxOverlap
                || shared > maxInside * weaker.box().area();
    }
}
