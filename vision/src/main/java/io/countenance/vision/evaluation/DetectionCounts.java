package io.countenance.vision.evaluation;

import io.countenance.vision.detect.DetectedFace;
import java.util.ArrayList;
import java.util.List;

/**
 * How detections and marked faces fit.
 *
 * @param found marked faces that were found
 * @param missed marked faces that were not
 * @param wrong detections that are no marked face
 */
record DetectionCounts(int found, int missed, int wrong) {

    static final DetectionCounts NONE = new DetectionCounts(0, 0, 0);

    /**
     * Matches one picture's detections, strongest first, each with the marked face it overlaps most
     * that has not been taken. Ignored faces do not count as missed, nor detections of them as
     * wrong.
     *
     * @param leastOverlap intersection over union that makes a match
     */
    static DetectionCounts match(
            List<DetectedFace> detections, List<TruthFace> truth, float leastOverlap) {
        List<TruthFace> open = new ArrayList<>(truth.stream().filter(t -> !t.ignore()).toList());
        List<TruthFace> ignored = truth.stream().filter(TruthFace::ignore).toList();
        int wanted = open.size();
        int wrong = 0;
        for (DetectedFace detection : detections) {
            TruthFace best = null;
            float overlap = leastOverlap;
            for (TruthFace face : open) {
                float here = face.box().intersectionOverUnion(detection.box());
                if (here >= overlap) {
                    best = face;
                    overlap = here;
                }
            }
            if (best != null) {
                open.remove(best);
            } else if (ignored.stream()
                    .noneMatch(
                            face ->
                                    face.box().intersectionOverUnion(detection.box())
                                            >= leastOverlap)) {
                wrong++;
            }
        }
        return new DetectionCounts(wanted - open.size(), open.size(), wrong);
    }

    DetectionCounts plus(DetectionCounts other) {
        return new DetectionCounts(found + other.found, missed + other.missed, wrong + other.wrong);
    }

    /** Share of the marked faces that were found; NaN where none is marked. */
    double recall() {
        return (double) found / (found + missed);
    }

    /** Share of the detections that are marked faces; NaN where nothing was detected. */
    double precision() {
        return (double) found / (found + wrong);
    }
}
