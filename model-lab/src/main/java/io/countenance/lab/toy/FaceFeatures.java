package io.countenance.lab.toy;

import java.util.Random;

/**
 * What a drawn face does, each about 0 where it is at rest.
 *
 * @param mouthCurve 1: corners up, -1: down
 * @param mouthOpen 0: closed, 1: wide open
 * @param mouthWidth 1: stretched, -1: narrow
 * @param browRaise 1: high, -1: low
 * @param browTilt 1: inner ends down, -1: inner ends up
 * @param eyeOpen 1: wide open, -1: nearly shut
 * @param noseWrinkle 1: nose wrinkled, upper lip pulled up
 * @param smirk 1: one corner of the mouth up
 */
record FaceFeatures(
        double mouthCurve,
        double mouthOpen,
        double mouthWidth,
        double browRaise,
        double browTilt,
        double eyeOpen,
        double noseWrinkle,
        double smirk) {

    private static final double SPREAD = 0.1;

    /** In the order of FER+. */
    private static final FaceFeatures[] EXPRESSIONS = {
        new FaceFeatures(0, 0, 0, 0, 0, 0, 0, 0),
        new FaceFeatures(1, 0.35, 0.8, 0.1, 0, -0.3, 0, 0),
        new FaceFeatures(0, 1, -0.6, 1, 0, 1, 0, 0),
        new FaceFeatures(-0.9, 0, -0.1, 0.2, -1, -0.4, 0, 0),
        new FaceFeatures(-0.3, 0.1, -0.2, -0.8, 1, 0.1, 0, 0),
        new FaceFeatures(-0.6, 0.25, 0.1, -0.5, 0.4, -0.8, 1, 0),
        new FaceFeatures(-0.5, 0.45, 0.9, 0.8, -0.8, 1, 0, 0),
        new FaceFeatures(0.1, 0, -0.1, -0.1, 0.2, -0.3, 0, 1)
    };

    /** The plain form of an expression, by its index in FER+'s order. */
    static FaceFeatures of(int expression) {
        return EXPRESSIONS[expression];
    }

    /** Between this at share 0 and {@code other} at share 1. */
    FaceFeatures towards(FaceFeatures other, double share) {
        double own = 1 - share;
        return new FaceFeatures(
                own * mouthCurve + share * other.mouthCurve,
                own * mouthOpen + share * other.mouthOpen,
                own * mouthWidth + share * other.mouthWidth,
                own * browRaise + share * other.browRaise,
                own * browTilt + share * other.browTilt,
                own * eyeOpen + share * other.eyeOpen,
                own * noseWrinkle + share * other.noseWrinkle,
                own * smirk + share * other.smirk);
    }

    /** As one person does it: stronger or weaker, each feature a little off. */
    FaceFeatures varied(Random random) {
        double strength = 0.75 + 0.4 * random.nextDouble();
        return new FaceFeatures(
                vary(mouthCurve, strength, random),
                Math.max(0, vary(mouthOpen, strength, random)),
                vary(mouthWidth, strength, random),
                vary(browRaise, strength, random),
                vary(browTilt, strength, random),
                Math.max(-1, vary(eyeOpen, strength, random)),
                Math.max(0, vary(noseWrinkle, strength, random)),
                Math.max(0, vary(smirk, strength, random)));
    }

    private static double vary(double value, double strength, Random random) {
        return strength * value + SPREAD * random.nextGaussian();
    }
}
