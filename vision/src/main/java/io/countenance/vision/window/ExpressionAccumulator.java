package io.countenance.vision.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sums over a window's observations of one person. Size does not grow with them. Mutable, for one
 * thread at a time; Flink checkpoints it as a POJO, which is why its fields are public: they are
 * its own business.
 *
 * <p>Observations come in order of capture time. One that is late still counts in the means; only
 * between neighbours that came in order are transitions, correlation and time seen counted. The
 * same observations in the same order give the same bits. docs/window-statistics.md has the
 * formulas.
 *
 * <p>Where the model changes within the window and its labels with it, the summary has the labels
 * of both, in the order in which they came up; a label that a model does not know has the
 * probability 0 in that model's readings.
 */
public final class ExpressionAccumulator {

    /**
     * The longest gap between two observations that counts in full as time seen, unless told
     * otherwise, ms.
     */
    public static final long DEFAULT_MAX_GAP = 2000;

    /** No observation weighs less, so that a window of poor ones still has a mean. */
    static final double LEAST_WEIGHT = 0.01;

    /**
     * The longest gap that counts as seen, ms; longer ones count as this, and those who bound them
     * as no neighbours.
     */
    public long maxGap = DEFAULT_MAX_GAP;

    /** Labels in the order in which they came up; the arrays below go by it. */
    public String[] labels = {};

    /** Models in the order of first use. */
    public List<String> modelIds = new ArrayList<>();

    /** How many. */
    public int observations;

    /** Sum of quality scores. */
    public double quality;

    /** Sum of weights. */
    public double weight;

    /** Sum of squared weights. */
    public double squaredWeight;

    /** Sum over neighbours of the geometric mean of their weights, their "pair weight". */
    public double pairWeight;

    /** Weighted sum of each probability. */
    public double[] sums = {};

    /** Weighted sum of each squared probability. */
    public double[] squares = {};

    /** Sum over neighbours of the product of their probabilities, times the pair weight. */
    public double[] pairProducts = {};

    /** Sum over neighbours of the sum of their probabilities, times the pair weight. */
    public double[] pairSums = {};

    /** How often the dominant label changed between neighbours. */
    public int transitions;

    /** Gaps between neighbours, ms. */
    public long seenMillis;

    /** Capture time of the first observation, ms since 1970. */
    public long firstSeen;

    /** Capture time of the last observation, ms since 1970. */
    public long lastSeen;

    /** The first observation. */
    public double[] first = {};

    /** The first observation's weight. */
    public double firstWeight;

    /** The last observation. */
    public double[] last = {};

    /** The last observation's weight. */
    public double lastWeight;

    /** Empty, with the default maximum gap. */
    public ExpressionAccumulator() {}

    /**
     * Empty.
     *
     * @param maxGap the longest gap between two observations that counts in full as time seen, ms,
     *     0 or more
     */
    public ExpressionAccumulator(long maxGap) {
        if (maxGap < 0) {
            throw new IllegalArgumentException("maxGap is " + maxGap + " ms but must be 0 or more");
        }
        this.maxGap = maxGap;
    }

    /**
     * Adds an observation; observations come in order of capture time but for late ones.
     *
     * @param labels the model's labels, none twice
     * @param captureTime ms since 1970
     * @param distribution probability of each label; scaled so that it sums to 1, what is negative
     *     or no number taken as 0
     * @param quality 0 to 1; what is outside is taken as the nearest bound, what is no number as 0
     * @param modelId which model read it
     * @throws IllegalArgumentException if labels and distribution differ in length, or no
     *     probability is above 0
     */
    public void add(
            String[] labels,
            long captureTime,
            float[] distribution,
            float quality,
            String modelId) {
        double[] probabilities = normalised(labels, distribution);
        double score = quality > 0 ? Math.min(quality, 1) : 0;
        double[] observed = inOwnOrder(labels, probabilities);
        double observedWeight = Math.max(score, LEAST_WEIGHT);
        if (!modelIds.contains(modelId)) {
            modelIds.add(modelId);
        }
        if (observations == 0) {
            placeFirst(captureTime, observed, observedWeight);
            placeLast(captureTime, observed, observedWeight);
        } else if (captureTime >= lastSeen) {
            join(lastSeen, last, lastWeight, captureTime, observed, observedWeight);
            placeLast(captureTime, observed, observedWeight);
        } else if (captureTime < firstSeen) {
            join(captureTime, observed, observedWeight, firstSeen, first, firstWeight);
            placeFirst(captureTime, observed, observedWeight);
        }
        observations++;
        this.quality += score;
        weight += observedWeight;
        squaredWeight += observedWeight * observedWeight;
        for (int i = 0; i < observed.length; i++) {
            sums[i] += observedWeight * observed[i];
            squares[i] += observedWeight * observed[i] * observed[i];
        }
    }

    /**
     * Adds all of {@code other}, which is left as it was. Meant for sums that do not overlap in
     * time; where they do, the time seen is at most that from the first to the last observation.
     */
    public void merge(ExpressionAccumulator other) {
        if (other.isEmpty()) {
            return;
        }
        double[] otherFirst = inOwnOrder(other.labels, other.first);
        double[] otherLast = inOwnOrder(other.labels, other.last);
        if (observations == 0) {
            placeFirst(other.firstSeen, otherFirst, other.firstWeight);
            placeLast(other.lastSeen, otherLast, other.lastWeight);
        } else if (other.firstSeen >= lastSeen) {
            join(lastSeen, last, lastWeight, other.firstSeen, otherFirst, other.firstWeight);
        } else if (other.lastSeen <= firstSeen) {
            join(other.lastSeen, otherLast, other.lastWeight, firstSeen, first, firstWeight);
        }
        if (other.firstSeen < firstSeen) {
            placeFirst(other.firstSeen, otherFirst, other.firstWeight);
        }
        if (other.lastSeen >= lastSeen) {
            placeLast(other.lastSeen, otherLast, other.lastWeight);
        }
        observations += other.observations;
        quality += other.quality;
        weight += other.weight;
        squaredWeight += other.squaredWeight;
        pairWeight += other.pairWeight;
        transitions += other.transitions;
        seenMillis = Math.min(seenMillis + other.seenMillis, lastSeen - firstSeen);
        add(sums, inOwnOrder(other.labels, other.sums));
        add(squares, inOwnOrder(other.labels, other.squares));
        add(pairProducts, inOwnOrder(other.labels, other.pairProducts));
        add(pairSums, inOwnOrder(other.labels, other.pairSums));
        for (String modelId : other.modelIds) {
            if (!modelIds.contains(modelId)) {
                modelIds.add(modelId);
            }
        }
    }

    /** Whether there is nothing to summarise. */
    public boolean isEmpty() {
        return observations == 0;
    }

    /**
     * What the observations say.
     *
     * @throws IllegalStateException if there are none
     */
    public ExpressionSummary summarise() {
        if (isEmpty()) {
            throw new IllegalStateException("There are no observations to summarise");
        }
        double kishSize = weight * weight / squaredWeight;
        double[] means = new double[labels.length];
        double[] errors = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            double mean = sums[i] / weight;
            double variance = Math.max(0, squares[i] / weight - mean * mean);
            double autocovariance =
                    (pairProducts[i] - mean * pairSums[i] + mean * mean * pairWeight) / weight;
            means[i] = mean;
            errors[i] = StandardError.of(observations, mean, variance, autocovariance, kishSize);
        }
        return new ExpressionSummary(
                observations,
                Distributions.byLabel(labels, means),
                Distributions.byLabel(labels, errors),
                Distributions.entropy(means),
                labels[Distributions.dominant(means)],
                transitions,
                quality / observations,
                seenMillis,
                firstSeen,
                lastSeen,
                List.copyOf(modelIds));
    }

    private static double[] normalised(String[] labels, float[] distribution) {
        if (labels.length != distribution.length) {
            throw new IllegalArgumentException(
                    "There are "
                            + labels.length
                            + " labels but "
                            + distribution.length
                            + " probabilities");
        }
        double[] probabilities = new double[distribution.length];
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] =
                    distribution[i] > 0 && Float.isFinite(distribution[i]) ? distribution[i] : 0;
            sum += probabilities[i];
        }
        if (sum == 0) {
            throw new IllegalArgumentException(
                    "No probability is above 0 in " + Arrays.toString(distribution));
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /** Takes up labels not yet known, and puts values into this accumulator's order. */
    private double[] inOwnOrder(String[] theirLabels, double[] values) {
        if (labels.length == 0) {
            labels = theirLabels.clone();
            growTo(labels.length);
        }
        if (Arrays.equals(labels, theirLabels)) {
            return values.clone();
        }
        List<String> known = new ArrayList<>(List.of(labels));
        for (String label : theirLabels) {
            if (!known.contains(label)) {
                known.add(label);
            }
        }
        if (known.size() > labels.length) {
            labels = known.toArray(String[]::new);
            growTo(labels.length);
        }
        double[] ordered = new double[labels.length];
        for (int i = 0; i < values.length; i++) {
            ordered[known.indexOf(theirLabels[i])] = values[i];
        }
        return ordered;
    }

    private void growTo(int length) {
        sums = Arrays.copyOf(sums, length);
        squares = Arrays.copyOf(squares, length);
        pairProducts = Arrays.copyOf(pairProducts, length);
        pairSums = Arrays.copyOf(pairSums, length);
        first = Arrays.copyOf(first, length);
        last = Arrays.copyOf(last, length);
    }

    /** Counts what lies between two neighbours. */
    private void join(
            long time,
            double[] values,
            double valueWeight,
            long nextTime,
            double[] next,
            double nextWeight) {
        long gap = nextTime - time;
        seenMillis += Math.min(gap, maxGap);
        if (Distributions.dominant(values) != Distributions.dominant(next)) {
            transitions++;
        }
        if (gap > maxGap) {
            return;
        }
        double pair = Math.sqrt(valueWeight * nextWeight);
        pairWeight += pair;
        for (int i = 0; i < labels.length; i++) {
            pairProducts[i] += pair * values[i] * next[i];
            pairSums[i] += pair * (values[i] + next[i]);
        }
    }

    private void placeFirst(long captureTime, double[] values, double valueWeight) {
        firstSeen = captureTime;
        first = values.clone();
        firstWeight = valueWeight;
    }

    private void placeLast(long captureTime, double[] values, double valueWeight) {
        lastSeen = captureTime;
        last = values.clone();
        lastWeight = valueWeight;
    }

    private static void add(double[] target, double[] values) {
        for (int i = 0; i < target.length; i++) {
            target[i] += values[i];
        }
    }
}
