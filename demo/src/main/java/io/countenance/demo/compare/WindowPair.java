package io.countenance.demo.compare;

import io.countenance.schemas.ExpressionWindow;
import java.util.Map;

/** A window as two runs have it. */
record WindowPair(WindowKey key, ExpressionWindow left, ExpressionWindow right) {

    /** As the lab's measures have it, so that the figures can be compared. */
    private static final double SMALLEST = 1e-12;

    /** Whether all fields are the same, numbers bit for bit. */
    boolean identical() {
        return left.equals(right);
    }

    /** Whether both runs name an expression, and not the same. */
    boolean dominantChanged() {
        return !left.getAbstained()
                && !right.getAbstained()
                && !left.getDominant().equals(right.getDominant());
    }

    /** Whether one run names an expression and the other declines to. */
    boolean oneAbstains() {
        return left.getAbstained() != right.getAbstained();
    }

    /**
     * Kullback-Leibler divergence of the right mean distribution from the left one, Σ p ln(p / q)
     * in nats: 0 where they are the same. A label that the right one does not know, or gives less,
     * has 1e-12 there.
     */
    double divergence() {
        Map<String, Double> q = right.getDistribution();
        double sum = 0;
        for (Map.Entry<String, Double> p : left.getDistribution().entrySet()) {
            if (p.getValue() > 0) {
                double other = Math.max(SMALLEST, q.getOrDefault(p.getKey(), 0.0));
                sum += p.getValue() * Math.log(p.getValue() / other);
            }
        }
        return sum;
    }
}
