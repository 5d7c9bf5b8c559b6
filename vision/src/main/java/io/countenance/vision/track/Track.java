package io.countenance.vision.track;

/**
 * One person's (or not yet confirmed face's) motion, as of its last observation. Mutable, for one
 * thread at a time; Flink checkpoints it as a POJO, which is why its fields are public. {@link
 * MotionModel} says what they mean.
 */
public final class Track {

    /** The person's id, counted from 1; 0 while not confirmed. */
    public long personId;

    /** How many observations went in. */
    public int hits;

    /** Capture time of the first observation, ms since 1970. */
    public long firstSeen;

    /** Capture time of the last observation, ms since 1970; everything below is as of then. */
    public long lastSeen;

    /** The box's centre, px. */
    public double centerX;

    /** The box's centre, px. */
    public double centerY;

    /** Speed to the right, px/s. */
    public double velocityX;

    /** Speed downwards, px/s. */
    public double velocityY;

    /** Variance of either coordinate of the centre, px². */
    public double positionVariance;

    /** Covariance of a coordinate and its speed, px²/s. */
    public double positionVelocityCovariance;

    /** Variance of either speed, px²/s². */
    public double velocityVariance;

    /** Natural logarithm of the size in px, which is the square root of the box's area. */
    public double logSize;

    /** Change of {@link #logSize} per second. */
    public double growth;

    /** Variance of {@link #logSize}. */
    public double sizeVariance;

    /** Covariance of {@link #logSize} and {@link #growth}, 1/s. */
    public double sizeGrowthCovariance;

    /** Variance of {@link #growth}, 1/s². */
    public double growthVariance;

    /** Natural logarithm of width over height. */
    public double logAspect;

    /** Variance of {@link #logAspect}. */
    public double aspectVariance;

    /** All zero; {@link MotionModel} fills it. */
    public Track() {}
}
