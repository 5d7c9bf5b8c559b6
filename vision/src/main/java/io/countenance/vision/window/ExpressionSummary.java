package io.countenance.vision.window;

import java.util.List;
import java.util.Map;

/**
 * What a window says of a person's or a room's expressions. Maps are in the model's label order.
 *
 * @param observations how many readings went in
 * @param distribution mean probability of each label, weighted by quality; sum 1
 * @param standardError of each mean, with the effective sample size
 * @param entropy of the mean distribution, bits
 * @param dominant label of the highest mean, the first where equal
 * @param transitions changes of the dominant label from one observation to the next
 * @param meanQuality 0 to 1
 * @param seenMillis time in which the person was seen, ms: gaps between observations, each counted
 *     up to a maximum
 * @param firstSeen capture time of the first observation, ms since 1970
 * @param lastSeen capture time of the last observation, ms since 1970
 * @param modelIds models that read them, in order of first use
 */
public record ExpressionSummary(
        int observations,
        Map<String, Double> distribution,
        Map<String, Double> standardError,
        double entropy,
        String dominant,
        int transitions,
        double meanQuality,
        long seenMillis,
        long firstSeen,
        long lastSeen,
        List<String> modelIds) {}
