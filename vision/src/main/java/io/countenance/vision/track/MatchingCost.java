package io.countenance.vision.track;

import io.countenance.vision.geometry.Box;

/**
 * How badly a detection fits a track: twice the negative log-likelihood of its centre and size
 * under the prediction, up to a constant. Unlike intersection over union it still tells near from
 * far where boxes do not meet, which at 5 frames a second a walking person's do not.
 *
 * <p>On top of the filter's own uncertainty people are allowed sudden moves that no constant
 * velocity foresees, the more the longer they were not seen. The determinant in the likelihood
 * keeps a track that has been lost for long, and so could be anywhere, from taking a detection off
 * one that was seen just now.
 */
final class MatchingCost {

    /** More than any pair within the gate can cost. */
    static final double NO_MATCH = 100;

    /** Gate for the squared Mahalanobis distance: four standard deviations. */
    static final double GATE = 16;

    /** Tighter gate for detections of low score. */
    static final double LOW_SCORE_GATE = 6.25;

    /**
     * No centre may be further than this from the prediction, sizes: at once, more with time
     * (sizes/s), at most.
     */
    private static final double REACH_AT_ONCE = 0.75;

    private static final double REACH_VELOCITY = 5;

    private static final double MAX_REACH = 3;

    /**
     * Sudden moves of the centre: standard deviation at once, sizes, and more with time, sizes/s.
     */
    private static final double SUDDEN_MOVE = 0.15;

    private static final double SUDDEN_VELOCITY = 1;

    /** The same for the size's logarithm. */
    private static final double SUDDEN_RESIZE = 0.1;

    private static final double SUDDEN_GROWTH = 0.3;

    /** Out of sight for so long, s, a person may have turned round. */
    private static final double TIME_TO_TURN = 0.3;

    /** That people go on is likelier: e to half of this. */
    private static final double TURN_COST = 2;

    private static final double BEST_CENTER_VARIANCE =
            square(MotionModel.CENTER_NOISE) + square(SUDDEN_MOVE);

    private static final double BEST_SIZE_VARIANCE =
            square(MotionModel.SIZE_NOISE) + square(SUDDEN_RESIZE);

    private MatchingCost() {}

    /**
     * The cost, or {@link #NO_MATCH} outside of the gate; of a person who has been out of sight for
     * a while, that of the likelier of both predictions.
     */
    static double of(Prediction moving, Prediction standing, Box box, double gate) {
        double cost = of(moving, box, gate);
        return moving.seconds() < TIME_TO_TURN
                ? cost
                : Math.min(cost, TURN_COST + of(standing, box, gate));
    }

    /**
     * The prediction that the box fits better. One that turned round has moved as far as the cost
     * allows for, so the box is believed accordingly: else most of the way would stay as an error,
     * and the next frame be out of reach.
     */
    static Prediction likelier(Prediction moving, Prediction standing, Box box) {
        return moving.seconds() >= TIME_TO_TURN
                        && TURN_COST + of(standing, box, GATE) < of(moving, box, GATE)
                ? afterSuddenMove(standing)
                : moving;
    }

    private static Prediction afterSuddenMove(Prediction standing) {
        double spread = (SUDDEN_MOVE + SUDDEN_VELOCITY * standing.seconds()) * standing.size();
        return standing.withPositionVariance(standing.positionVariance() + square(spread));
    }

    private static double of(Prediction track, Box box, double gate) {
        double size = track.size();
        double x = (MotionModel.centerX(box) - track.centerX()) / size;
        double y = (MotionModel.centerY(box) - track.centerY()) / size;
        double distance = x * x + y * y;
        double reach = Math.min(REACH_AT_ONCE + REACH_VELOCITY * track.seconds(), MAX_REACH);
        if (!(distance <= reach * reach)) {
            return NO_MATCH;
        }
        double resize = MotionModel.logSize(box) - track.logSize();
        double centerVariance =
                track.positionVariance() / (size * size)
                        + square(MotionModel.CENTER_NOISE)
                        + square(SUDDEN_MOVE + SUDDEN_VELOCITY * track.seconds());
        double sizeVariance =
                track.sizeVariance()
                        + square(MotionModel.SIZE_NOISE)
                        + square(SUDDEN_RESIZE + SUDDEN_GROWTH * track.seconds());
        double mahalanobis = distance / centerVariance + resize * resize / sizeVariance;
        if (!(mahalanobis <= gate)) {
            return NO_MATCH;
        }
        double cost =
                mahalanobis
                        + 2 * StrictMath.log(centerVariance / BEST_CENTER_VARIANCE)
                        + StrictMath.log(sizeVariance / BEST_SIZE_VARIANCE);
        return Math.min(cost, NO_MATCH);
    }

    private static double square(double value) {
        return value * value;
    }
}
