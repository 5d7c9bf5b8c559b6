package io.countenance.lab.train;

/**
 * How the learning rate falls over a run.
 *
 * @param shape of the fall
 * @param everyEpochs {@link Shape#STEP}: epochs between two steps, 1 or more
 * @param factor {@link Shape#STEP}: what a step multiplies the rate by, above 0 and below 1
 */
public record RateDecay(Shape shape, int everyEpochs, double factor) {

    /** To zero along a cosine over the whole run. */
    public static final RateDecay COSINE = new RateDecay(Shape.COSINE, 30, 0.1);

    /** Shapes. */
    public enum Shape {
        /** To zero along half a cosine. */
        COSINE,
        /** By a factor every so many epochs. */
        STEP,
        /** Not at all. */
        CONSTANT
    }

    /**
     * Share of the highest rate.
     *
     * @param progress share of the run that is done, 0 to 1
     * @param epochs of the whole run
     */
    double share(double progress, int epochs) {
        return switch (shape) {
            case COSINE -> 0.5 * (1 + Math.cos(Math.PI * progress));
            // A little more than the quotient: 0.3 * 10 is not 3 in binary.
            case STEP -> Math.pow(factor, Math.floor(progress * epochs / everyEpochs + 1e-9));
            case CONSTANT -> 1;
        };
    }
}
