package io.countenance.lab.data;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many faces a split has.
 *
 * @param faces all of them
 * @param majorities how many have each label as majority, in the order of the labels
 * @param withoutMajority how many have none
 * @param unreadable pictures that could not be read
 * @param leftOut pictures left out on purpose, by reason
 */
public record SplitCounts(
        int faces,
        Map<String, Integer> majorities,
        int withoutMajority,
        int unreadable,
        Map<String, Integer> leftOut) {

    /** Counts a split. */
    public static SplitCounts of(FaceSet split) {
        Map<String, Integer> majorities = new LinkedHashMap<>();
        split.labels().forEach(label -> majorities.put(label, 0));
        int without = 0;
        for (LabelledFace face : split.faces()) {
            if (face.majority() < 0) {
                without++;
            } else {
                majorities.merge(split.labels().get(face.majority()), 1, Integer::sum);
            }
        }
        return new SplitCounts(
                split.faces().size(),
                majorities,
                without,
                split.unreadable().size(),
                split.leftOut());
    }
}
