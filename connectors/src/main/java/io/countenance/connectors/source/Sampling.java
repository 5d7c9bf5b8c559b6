package io.countenance.connectors.source;

/**
 * How a camera's frames were thinned up to one that was let through. A Flink POJO (record).
 *
 * @param maxFramesPerSecond the limit that was in force, frames/s; 0 where there was none
 * @param framesLeftOut frames of the camera left out since the one let through before
 */
public record Sampling(double maxFramesPerSecond, int framesLeftOut) {

    /** Every frame is let through. */
    public static final Sampling NONE = new Sampling(0, 0);
}
