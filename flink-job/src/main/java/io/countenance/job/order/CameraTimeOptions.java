package io.countenance.job.order;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a camera's own time goes.
 *
 * @param outOfOrderness how much later than a younger frame of its camera a frame may come
 * @param allowedLateness how far behind the camera's time a frame may be and still count
 * @param maxJump from one frame to the next; further, ahead or back, is taken for a wrong clock; at
 *     least the two above together
 * @param jumpFrames so many frames in a row make a further jump believed, 1 or more
 * @param idleTimeout how far the watermark must pass a camera's newest frame for it to be silent;
 *     null where the input ends, so that the end alone closes what is open: there watermarks leap
 *     as partitions end, and a replay is to give the same revisions too
 * @param cameraTtl how far the watermark must pass a camera's newest frame for it to be forgotten
 */
public record CameraTimeOptions(
        Duration outOfOrderness,
        Duration allowedLateness,
        Duration maxJump,
        int jumpFrames,
        @Nullable Duration idleTimeout,
        Duration cameraTtl)
        implements Serializable {}
