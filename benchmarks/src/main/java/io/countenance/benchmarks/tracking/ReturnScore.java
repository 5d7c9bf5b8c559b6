package io.countenance.benchmarks.tracking;

import io.countenance.demo.sample.TrueFace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of persons who left and came back. A visit's id is the one under which the face was
 * found most often in it.
 *
 * @param returns visits after a person's first, of those in which the face was found
 * @param refound of these, those with the id of the person's visit before
 * @param merged visits with an id that somebody else had in an earlier one
 */
record ReturnScore(int returns, int refound, int merged) {

    /** Nobody came back. */
    static final ReturnScore NONE = new ReturnScore(0, 0, 0);

    ReturnScore plus(ReturnScore other) {
        return new ReturnScore(
                returns + other.returns, refound + other.refound, merged + other.merged);
    }

    /** Scores a scene. */
    static ReturnScore of(Scene scene, List<List<TrackedFace>> found) {
        Map<String, Map<String, Integer>> idsOfVisits = new LinkedHashMap<>();
        for (int frame = 0; frame < scene.frames(); frame++) {
            for (TrueFace face : scene.truth().get(frame)) {
                for (TrackedFace candidate : found.get(frame)) {
                    if (candidate.box().intersectionOverUnion(face.box())
                            >= ScoreSheet.LEAST_OVERLAP) {
                        idsOfVisits
                                .computeIfAbsent(face.person(), visit -> new LinkedHashMap<>())
                                .merge(candidate.person(), 1, Integer::sum);
                    }
                }
            }
        }
        return of(idsOfVisits);
    }

    /**
     * @param idsOfVisits for each {@code person/visit}, in order of their beginnings, how often the
     *     face was found under which ids
     */
    static ReturnScore of(Map<String, Map<String, Integer>> idsOfVisits) {
        Map<String, String> idBefore = new HashMap<>();
        Map<String, List<String>> personsOfId = new HashMap<>();
        int returns = 0;
        int refound = 0;
        int merged = 0;
        for (var visit : idsOfVisits.entrySet()) {
            String person = visit.getKey().substring(0, visit.getKey().lastIndexOf('/'));
            String id = mostFrequent(visit.getValue());
            String before = idBefore.put(person, id);
            if (before != null) {
                returns++;
                refound += before.equals(id) ? 1 : 0;
            }
            List<String> persons = personsOfId.computeIfAbsent(id, i -> new ArrayList<>());
            merged += persons.stream().anyMatch(other -> !other.equals(person)) ? 1 : 0;
            persons.add(person);
        }
        return new ReturnScore(returns, refound, merged);
    }

    private static String mostFrequent(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow();
    }
}
