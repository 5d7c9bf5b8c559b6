package io.countenance.lab.evaluate;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How far a predicted distribution p is from the votes' d, by the measures of label distribution
 * learning (Geng, "Label Distribution Learning", IEEE TKDE 2016). Terms in which both are 0 count
 * as 0.
 *
 * @param kl Σ d ln(d / p), nats; p is taken as 1e-12 where it is smaller
 * @param chebyshev max |d − p|, 0 to 1
 * @param clark √ Σ (d − p)² / (d + p)²
 * @param canberra Σ |d − p| / (d + p)
 * @param cosine Σ d p / (|d| |p|), 0 to 1, 1 is best
 * @param intersection Σ min(d, p), 0 to 1, 1 is best
 */
record DistributionDistances(
        double kl,
        double chebyshev,
        double clark,
        double canberra,
        double cosine,
        double intersection) {

    private static final double SMALLEST = 1e-12;

    /** The mean of each measure; at least one is needed. */
    static DistributionDistances mean(List<DistributionDistances> distances) {
        return new DistributionDistances(
                mean(distances, DistributionDistances::kl),
                mean(distances, DistributionDistances::chebyshev),
                mean(distances, DistributionDistances::clark),
                mean(distances, DistributionDistances::canberra),
                mean(distances, DistributionDistances::cosine),
                mean(distances, DistributionDistances::intersection));
    }

    private static double mean(
            List<DistributionDistances> distances,
            ToDoubleFunction<DistributionDistances> measure) {
        return distances.stream().mapToDouble(measure).average().orElseThrow();
    }

    static DistributionDistances between(float[] votes, float[] prediction) {
        double kl = 0;
        double chebyshev = 0;
        double clark = 0;
        double canberra = 0;
        double product = 0;
        double votesSquared = 0;
        double predictionSquared = 0;
        double intersection = 0;
        for (int i = 0; i < votes.length; i++) {
            double d = votes[i];
            double p = prediction[i];
            double difference = Math.abs(d - p);
            if (d > 0) {
                kl += d * Math.log(d / Math.max(SMALLEST, p));
            }
            chebyshev = Math.max(chebyshev, difference);
            if (d + p > 0) {
                double ratio = difference / (d + p);
                clark += ratio * ratio;
                canberra += ratio;
            }
            product += d * p;
            votesSquared += d * d;
            predictionSquared += p * p;
            intersection += Math.min(d, p);
        }
        return new DistributionDistances(
                kl,
                chebyshev,
                Math.sqrt(clark),
                canberra,
                product / Math.sqrt(votesSquared * predictionSquared),
                intersection);
    }
}
