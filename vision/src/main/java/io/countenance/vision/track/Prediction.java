package io.countenance.vision.track;

import io.countenance.vision.geometry.Box;

/**
 * Where a track is thought to be at some time. Fields as in {@link Track}.
 *
 * @param seconds time since the track's last observation, at least 0
 */
record Prediction(
        double seconds,
        double centerX,
        double centerY,
        double velocityX,
        double velocityY,
        double positionVariance,
        double positionVelocityCovariance,
        double velocityVariance,
        double logSize,
        double growth,
        double sizeVariance,
        double sizeGrowthCovariance,
        double growthVariance,
        double logAspect,
        double aspectVariance) {

    /** Square root of the predicted box's area, px. */
    double size() {
        return StrictMath.exp(logSize);
    }

    /** The same, less sure of where. */
    Prediction withPositionVariance(double variance) {
        return new Prediction(
                seconds,
                centerX,
                centerY,
                velocityX,
                velocityY,
                variance,
                positionVelocityCovariance,
                velocityVariance,
                logSize,
                growth,
                sizeVariance,
                sizeGrowthCovariance,
                growthVariance,
                logAspect,
                aspectVariance);
    }

    Box box() {
        double root = StrictMath.exp(logAspect / 2);
        double width = size() * root;
        double height = size() / root;
        return new Box(
                (float) (centerX - width / 2),
                (float) (centerY - height / 2),
                (float) width,
                (float) height);
    }
}
