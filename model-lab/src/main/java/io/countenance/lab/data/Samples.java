package io.countenance.lab.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A split as its label file describes it.
 *
 * @param labels names of the expressions, in the order of every distribution
 * @param samples in the order of the label file
 * @param unreadable rows that cannot be used, with the reason
 * @param leftOut how many rows were left out on purpose, by reason
 */
record Samples(
        List<String> labels,
        List<Sample> samples,
        List<FaceSet.Unreadable> unreadable,
        Map<String, Integer> leftOut) {

    /** None yet. */
    static Samples of(List<String> labels) {
        return new Samples(labels, new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
    }

    void leaveOut(String reason) {
        leftOut.merge(reason, 1, Integer::sum);
    }
}
