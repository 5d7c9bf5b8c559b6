package io.countenance.benchmarks.tracking;

import io.countenance.vision.track.Assignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * True and found faces of one or more videos, ready to be scored. Frames come in order; persons of
 * different videos are different, and a video's first frame follows none.
 */
final class ScoreSheet {

    /** Least overlap with which a found face is the true one, as MOT Challenge has it. */
    static final double LEAST_OVERLAP = 0.5;

    private final List<ScoredFrame> frames = new ArrayList<>();
    private final Map<String, Integer> truePersons = new HashMap<>();
    private final Map<String, Integer> foundPersons = new HashMap<>();

    /**
     * Adds a frame.
     *
     * @param video name of the video
     * @param truth the faces that count
     * @param hidden true faces that need not be found; whoever finds one is neither right nor wrong
     * @param found what the tracker says
     */
    void add(
            String video,
            List<TrackedFace> truth,
            List<TrackedFace> hidden,
            List<TrackedFace> found) {
        List<TrackedFace> judged = withoutThoseOf(hidden, truth, found);
        frames.add(
                new ScoredFrame(
                        numbers(video, truth, truePersons),
                        numbers(video, judged, foundPersons),
                        overlap(truth, judged)));
    }

    /**
     * As MOT Challenge does with distractors: all true faces are matched, and what is matched with
     * one that does not count is taken out.
     */
    private static List<TrackedFace> withoutThoseOf(
            List<TrackedFace> hidden, List<TrackedFace> truth, List<TrackedFace> found) {
        List<TrackedFace> all = new ArrayList<>(truth);
        all.addAll(hidden);
        double[][] cost = overlap(all, found);
        for (double[] row : cost) {
            for (int i = 0; i < row.length; i++) {
                row[i] = row[i] >= LEAST_OVERLAP ? 1 - row[i] : 1;
            }
        }
        int[] matched = Assignment.solve(cost, found.size(), 1);
        Set<Integer> ofHidden = new HashSet<>();
        for (int i = truth.size(); i < matched.length; i++) {
            ofHidden.add(matched[i]);
        }
        List<TrackedFace> judged = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (!ofHidden.contains(i)) {
                judged.add(found.get(i));
            }
        }
        return judged;
    }

    private static double[][] overlap(List<TrackedFace> truth, List<TrackedFace> found) {
        double[][] overlap = new double[truth.size()][found.size()];
        for (int i = 0; i < truth.size(); i++) {
            for (int j = 0; j < found.size(); j++) {
                overlap[i][j] = truth.get(i).box().intersectionOverUnion(found.get(j).box());
            }
        }
        return overlap;
    }

    private static int[] numbers(
            String video, List<TrackedFace> faces, Map<String, Integer> persons) {
        return faces.stream()
                .mapToInt(
                        face ->
                                persons.computeIfAbsent(
                                        video + "\n" + face.person(), name -> persons.size()))
                .toArray();
    }

    List<ScoredFrame> frames() {
        return frames;
    }

    /** How many persons there are in truth. */
    int truePersons() {
        return truePersons.size();
    }

    /** How many persons were found. */
    int foundPersons() {
        return foundPersons.size();
    }

    /** How many true faces count. */
    int trueFaces() {
        return frames.stream().mapToInt(frame -> frame.truth().length).sum();
    }

    /** How many faces were found. */
    int foundFaces() {
        return frames.stream().mapToInt(frame -> frame.found().length).sum();
    }
}
