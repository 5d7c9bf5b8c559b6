package io.countenance.vision.track;

import io.countenance.vision.geometry.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which of one frame's detections belong to which tracks. Keeps to the tracks there were when it
 * was made.
 */
final class FrameMatching {

    private final List<Track> tracks;
    private final long captureTime;
    private final List<TrackedDetection> detections;
    private final Prediction[] moving;
    private final Prediction[] standing;
    private final boolean[] usable;
    private final int[] trackOfDetection;
    private final boolean[] trackTaken;

    FrameMatching(List<Track> tracks, long captureTime, List<TrackedDetection> detections) {
        this.tracks = List.copyOf(tracks);
        this.captureTime = captureTime;
        this.detections = detections;
        this.moving = new Prediction[tracks.size()];
        this.standing = new Prediction[tracks.size()];
        this.trackTaken = new boolean[tracks.size()];
        this.usable = new boolean[detections.size()];
        this.trackOfDetection = new int[detections.size()];
        for (int i = 0; i < moving.length; i++) {
            moving[i] = MotionModel.predict(tracks.get(i), captureTime);
            standing[i] = MotionModel.standing(tracks.get(i), moving[i]);
        }
        for (int i = 0; i < usable.length; i++) {
            usable[i] = isUsable(detections.get(i).box());
        }
        Arrays.fill(trackOfDetection, Assignment.NONE);
    }

    /**
     * Matches those tracks and detections that are still free, wanted, and within the gate of each
     * other.
     */
    void match(Predicate<Track> wantedTracks, IntPredicate wantedDetections, double gate) {
        int[] rows =
                IntStream.range(0, tracks.size())
                        .filter(i -> !trackTaken[i] && wantedTracks.test(tracks.get(i)))
                        .toArray();
        int[] columns =
                IntStream.range(0, detections.size())
                        .filter(i -> isFree(i) && wantedDetections.test(i))
                        .toArray();
        if (rows.length == 0 || columns.length == 0) {
            return;
        }
        double[][] cost = new double[rows.length][columns.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                cost[row][column] =
                        MatchingCost.of(
                                moving[rows[row]],
                                standing[rows[row]],
                                detections.get(columns[column]).box(),
                                gate);
            }
        }
        int[] columnOfRow = Assignment.solve(cost, columns.length, MatchingCost.NO_MATCH);
        for (int row = 0; row < rows.length; row++) {
            if (columnOfRow[row] != Assignment.NONE) {
                trackTaken[rows[row]] = true;
                trackOfDetection[columns[columnOfRow[row]]] = rows[row];
            }
        }
    }

    /** Takes the matched detections into their tracks. */
    void correctTracks() {
        for (int i = 0; i < trackOfDetection.length; i++) {
            int track = trackOfDetection[i];
            if (track != Assignment.NONE) {
                MotionModel.correct(
                        tracks.get(track),
                        MatchingCost.likelier(
                                moving[track], standing[track], detections.get(i).box()),
                        detections.get(i).box(),
                        captureTime);
            }
        }
    }

    /** Whether a detection can be followed and no track has it. */
    boolean isFree(int detection) {
        return usable[detection] && trackOfDetection[detection] == Assignment.NONE;
    }

    /** The boxes that belong to a track. */
    List<Box> matchedBoxes() {
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < trackOfDetection.length; i++) {
            if (trackOfDetection[i] != Assignment.NONE) {
                boxes.add(detections.get(i).box());
            }
        }
        return boxes;
    }

    /** The track of each detection, or null. */
    Track[] trackOfEach() {
        Track[] result = new Track[trackOfDetection.length];
        for (int i = 0; i < result.length; i++) {
            int track = trackOfDetection[i];
            result[i] = track == Assignment.NONE ? null : tracks.get(track);
        }
        return result;
    }

    private static boolean isUsable(Box box) {
        float area = box.area();
        return box.width() > 0
                && box.height() > 0
                && area > 0
                && Float.isFinite(area)
                && Float.isFinite(box.centerX())
                && Float.isFinite(box.centerY());
    }
}
