package io.countenance.vision.track;

import io.countenance.vision.geometry.Box;

/**
 * A Kalman filter for boxes that come at uneven intervals. Centre and size move at a constant
 * velocity that fades slowly, since people stop; the aspect ratio wanders. Size and aspect are kept
 * as logarithms, so they stay positive and their noise is relative. All noise of the centre is in
 * units of the box's size, so a near and a far face behave alike.
 *
 * <p>The centre's two coordinates have the same noise and are always observed together, so they
 * share one covariance. Everything goes by event time; {@link StrictMath} keeps the bits the same
 * on every machine.
 *
 * <p>Process noise is white acceleration (Bar-Shalom, Li, Kirubarajan: Estimation with Applications
 * to Tracking and Navigation, 2001, section 6.2.2): {@code q·[dt³/3, dt²/2; dt²/2, dt]}.
 */
final class MotionModel {

    /** Time constant with which velocity fades, s. */
    private static final double FADING = 2;

    /**
     * The same for growth, s. Short, since a face that goes out of sight behind something shrinks
     * first, and is as large as before when it comes out again.
     */
    private static final double GROWTH_FADING = 0.3;

    /** Standard deviation of a detected centre, sizes. */
    static final double CENTER_NOISE = 0.05;

    /** Standard deviation of a detected size's logarithm. */
    static final double SIZE_NOISE = 0.06;

    private static final double ASPECT_NOISE = 0.08;

    /** Power of the centre's acceleration, sizes²/s³. */
    private static final double ACCELERATION = 1;

    /** Power of the acceleration of the size's logarithm, 1/s³. */
    private static final double GROWTH_ACCELERATION = 0.1;

    /** Power of the aspect's random walk, 1/s. */
    private static final double ASPECT_WALK = 0.01;

    /** Standard deviation of the unknown first velocity, sizes/s. */
    private static final double FIRST_VELOCITY = 2;

    /** Standard deviation of the unknown first growth, 1/s. */
    private static final double FIRST_GROWTH = 0.3;

    private MotionModel() {}

    /** A new track, not confirmed, from its first observation. */
    static Track start(Box box, long captureTime) {
        Track track = new Track();
        track.hits = 1;
        track.firstSeen = captureTime;
        track.lastSeen = captureTime;
        track.centerX = centerX(box);
        track.centerY = centerY(box);
        track.logSize = logSize(box);
        track.logAspect = logAspect(box);
        double size = StrictMath.exp(track.logSize);
        track.positionVariance = square(CENTER_NOISE * size);
        track.velocityVariance = square(FIRST_VELOCITY * size);
        track.sizeVariance = square(SIZE_NOISE);
        track.growthVariance = square(FIRST_GROWTH);
        track.aspectVariance = square(ASPECT_NOISE);
        return track;
    }

    /**
     * Where the track is at a time; where that lies before its last observation, where it came
     * from.
     */
    static Prediction predict(Track track, long captureTime) {
        double seconds = Math.abs(captureTime - track.lastSeen) / 1000.0;
        double direction = captureTime < track.lastSeen ? -1 : 1;
        double fade = StrictMath.exp(-seconds / FADING);
        double travel = FADING * (1 - fade);
        double growthFade = StrictMath.exp(-seconds / GROWTH_FADING);
        double growing = GROWTH_FADING * (1 - growthFade);
        double size = StrictMath.exp(track.logSize);
        double acceleration = ACCELERATION * size * size;
        double cubic = seconds * seconds * seconds / 3;
        double quadratic = seconds * seconds / 2;
        return new Prediction(
                seconds,
                track.centerX + direction * travel * track.velocityX,
                track.centerY + direction * travel * track.velocityY,
                fade * track.velocityX,
                fade * track.velocityY,
                track.positionVariance
                        + 2 * direction * travel * track.positionVelocityCovariance
                        + travel * travel * track.velocityVariance
                        + acceleration * cubic,
                fade
                                * (track.positionVelocityCovariance
                                        + direction * travel * track.velocityVariance)
                        + direction * acceleration * quadratic,
                fade * fade * track.velocityVariance + acceleration * seconds,
                track.logSize + direction * growing * track.growth,
                growthFade * track.growth,
                track.sizeVariance
                        + 2 * direction * growing * track.sizeGrowthCovariance
                        + growing * growing * track.growthVariance
                        + GROWTH_ACCELERATION * cubic,
                growthFade
                                * (track.sizeGrowthCovariance
                                        + direction * growing * track.growthVariance)
                        + direction * GROWTH_ACCELERATION * quadratic,
                growthFade * growthFade * track.growthVariance + GROWTH_ACCELERATION * seconds,
                track.logAspect,
                track.aspectVariance + ASPECT_WALK * seconds);
    }

    /**
     * Where the track is if it did not go on as it went but stopped, or turned round: where it was
     * seen last, at no known velocity.
     */
    static Prediction standing(Track track, Prediction moving) {
        double size = StrictMath.exp(track.logSize);
        return new Prediction(
                moving.seconds(),
                track.centerX,
                track.centerY,
                0,
                0,
                track.positionVariance,
                0,
                square(FIRST_VELOCITY * size),
                track.logSize,
                0,
                moving.sizeVariance(),
                moving.sizeGrowthCovariance(),
                moving.growthVariance(),
                track.logAspect,
                moving.aspectVariance());
    }

    /**
     * Takes an observation into the track. {@code prediction} is the track's own for the time of
     * the observation.
     */
    static void correct(Track track, Prediction prediction, Box box, long captureTime) {
        double innovationVariance =
                prediction.positionVariance() + square(CENTER_NOISE * prediction.size());
        double gain = prediction.positionVariance() / innovationVariance;
        double velocityGain = prediction.positionVelocityCovariance() / innovationVariance;
        double errorX = centerX(box) - prediction.centerX();
        double errorY = centerY(box) - prediction.centerY();
        track.centerX = prediction.centerX() + gain * errorX;
        track.centerY = prediction.centerY() + gain * errorY;
        track.velocityX = prediction.velocityX() + velocityGain * errorX;
        track.velocityY = prediction.velocityY() + velocityGain * errorY;
        track.positionVariance = (1 - gain) * prediction.positionVariance();
        track.positionVelocityCovariance = (1 - gain) * prediction.positionVelocityCovariance();
        track.velocityVariance =
                prediction.velocityVariance()
                        - velocityGain * prediction.positionVelocityCovariance();

        double sizeInnovationVariance = prediction.sizeVariance() + square(SIZE_NOISE);
        double sizeGain = prediction.sizeVariance() / sizeInnovationVariance;
        double growthGain = prediction.sizeGrowthCovariance() / sizeInnovationVariance;
        double sizeError = logSize(box) - prediction.logSize();
        track.logSize = prediction.logSize() + sizeGain * sizeError;
        track.growth = prediction.growth() + growthGain * sizeError;
        track.sizeVariance = (1 - sizeGain) * prediction.sizeVariance();
        track.sizeGrowthCovariance = (1 - sizeGain) * prediction.sizeGrowthCovariance();
        track.growthVariance =
                prediction.growthVariance() - growthGain * prediction.sizeGrowthCovariance();

        double aspectGain =
                prediction.aspectVariance() / (prediction.aspectVariance() + square(ASPECT_NOISE));
        track.logAspect =
                prediction.logAspect() + aspectGain * (logAspect(box) - prediction.logAspect());
        track.aspectVariance = (1 - aspectGain) * prediction.aspectVariance();

        track.lastSeen = captureTime;
        track.hits = track.hits == Integer.MAX_VALUE ? track.hits : track.hits + 1;
    }

    static double centerX(Box box) {
        return box.x() + box.width() / 2.0;
    }

    static double centerY(Box box) {
        return box.y() + box.height() / 2.0;
    }

    static double logSize(Box box) {
        return StrictMath.log((double) box.width() * box.height()) / 2;
    }

    private static double logAspect(Box box) {
        return StrictMath.log((double) box.width() / box.height());
    }

    private static double square(double value) {
        return value * value;
    }
}
