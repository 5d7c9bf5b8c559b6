package io.countenance.lab.export;

import java.util.Locale;

/**
 * How far a file is from what it was made from.
 *
 * @param precision of the file
 * @param largest difference of any logit or probability
 * @param mean difference of a probability
 * @param faces compared on
 */
public record Parity(Precision precision, double largest, double mean, int faces) {

    /** The shipped model's differ by 0.006 over 64 tinted faces; an overflow gives far more. */
    private static final double FP16_LARGEST = 0.05;

    /**
     * Over the faces of valid the shipped model's probabilities differ by 0.002 in the mean. What
     * that costs in accuracy only an evaluation says; a node that is wrong gives far more.
     */
    private static final double INT8_MEAN = 0.01;

    private static final double FP32_LARGEST = 1e-4;

    static Parity of(Precision precision, FaceOutputs expected, FaceOutputs actual) {
        return new Parity(
                precision,
                expected.largestDifference(actual),
                expected.meanDifference(actual),
                expected.logits().length);
    }

    /** Whether a file that differs so may be written. NaN never may. */
    boolean passes() {
        return measured() < allowed();
    }

    private double measured() {
        return precision == Precision.INT8 ? mean : largest;
    }

    private double allowed() {
        return switch (precision) {
            case FP32 -> FP32_LARGEST;
            case FP16 -> FP16_LARGEST;
            case INT8 -> INT8_MEAN;
        };
    }

    /** What was measured and what is allowed. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                precision == Precision.INT8
                        ? "a probability differs by %.1e in the mean over %d faces, %.0e is allowed"
                        : "largest difference of a logit or probability %.1e over %d faces, %.0e is"
                                + " allowed",
                measured(),
                faces,
                allowed());
    }
}
