package io.countenance.vision.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sums over a window's observations of all persons before a camera; one {@link
 * ExpressionAccumulator} a person. Mutable, for one thread at a time; Flink checkpoints it as a
 * POJO, which is why its fields are public.
 */
public final class RoomAccumulator {

    /** As in {@link ExpressionAccumulator#maxGap}, ms. */
    public long maxGap = ExpressionAccumulator.DEFAULT_MAX_GAP;

    /**
     * By person id. Never gone through but in the order of the ids, since the map that a checkpoint
     * restores has none.
     */
    public Map<Long, ExpressionAccumulator> people = new HashMap<>();

    /** Empty, with the default maximum gap. */
    public RoomAccumulator() {}

    /**
     * Empty.
     *
     * @param maxGap the longest gap between two observations of a person that counts in full as
     *     time seen, ms, 0 or more
     */
    public RoomAccumulator(long maxGap) {
        this.maxGap = new ExpressionAccumulator(maxGap).maxGap;
    }

    /**
     * Adds an observation of a person; see {@link ExpressionAccumulator#add}.
     *
     * @throws IllegalArgumentException if labels and distribution differ in length, or no
     *     probability is above 0
     */
    public void add(
            long personId,
            String[] labels,
            long captureTime,
            float[] distribution,
            float quality,
            String modelId) {
        ExpressionAccumulator known = people.get(personId);
        ExpressionAccumulator person = known == null ? new ExpressionAccumulator(maxGap) : known;
        person.add(labels, captureTime, distribution, quality, modelId);
        people.put(personId, person);
    }

    /** Adds all of {@code other}, which is left as it was. */
    public void merge(RoomAccumulator other) {
        for (Map.Entry<Long, ExpressionAccumulator> entry : other.people.entrySet()) {
            people.computeIfAbsent(entry.getKey(), id -> new ExpressionAccumulator(maxGap))
                    .merge(entry.getValue());
        }
    }

    /** How many persons were seen. */
    public int persons() {
        return people.size();
    }

    /**
     * What the observations say: each person weighs the same, however often seen. Observations,
     * transitions and time seen are the persons' sums; labels and models stand in the order of the
     * persons' ids.
     *
     * @throws IllegalStateException if nobody was seen
     */
    public RoomSummary summarise() {
        if (people.isEmpty()) {
            throw new IllegalStateException("There are no observations to summarise");
        }
        Set<String> labels = new LinkedHashSet<>();
        Set<String> modelIds = new LinkedHashSet<>();
        List<ExpressionSummary> summaries = new ArrayList<>();
        int observations = 0;
        int transitions = 0;
        double quality = 0;
        long seenMillis = 0;
        long firstSeen = Long.MAX_VALUE;
        long lastSeen = Long.MIN_VALUE;
        for (ExpressionAccumulator person : new TreeMap<>(people).values()) {
            ExpressionSummary summary = person.summarise();
            summaries.add(summary);
            labels.addAll(summary.distribution().keySet());
            modelIds.addAll(summary.modelIds());
            observations += summary.observations();
            transitions += summary.transitions();
            quality += person.quality;
            seenMillis += summary.seenMillis();
            firstSeen = Math.min(firstSeen, summary.firstSeen());
            lastSeen = Math.max(lastSeen, summary.lastSeen());
        }
        String[] order = labels.toArray(String[]::new);
        double[] means = new double[order.length];
        double[] errors = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            for (ExpressionSummary summary : summaries) {
                means[i] += summary.distribution().getOrDefault(order[i], 0.0);
                double error = summary.standardError().getOrDefault(order[i], 0.0);
                errors[i] += error * error;
            }
            means[i] /= summaries.size();
            errors[i] = Math.sqrt(errors[i]) / summaries.size();
        }
        return new RoomSummary(
                summaries.size(),
                new ExpressionSummary(
                        observations,
                        Distributions.byLabel(order, means),
                        Distributions.byLabel(order, errors),
                        Distributions.entropy(means),
                        order[Distributions.dominant(means)],
                        transitions,
                        quality / observations,
                        seenMillis,
                        firstSeen,
                        lastSeen,
                        List.copyOf(modelIds)));
    }
}
