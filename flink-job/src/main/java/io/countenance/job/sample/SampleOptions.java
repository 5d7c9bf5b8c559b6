package io.countenance.job.sample;

import java.io.Serializable;
import java.time.Duration;

/**
 * How cameras are thinned.
 *
 * @param maxFramesPerSecond of each camera, above 0
 * @param adaptive whether the limit goes down while the source lags
 * @param maxLag of the source, above which it lags
 * @param stepTime how long the source must lag, or keep up, before the limit changes
 * @param cameraTtl how far the watermark must pass a camera's last frame for it to be forgotten
 */
public record SampleOptions(
        double maxFramesPerSecond,
        boolean adaptive,
        Duration maxLag,
        Duration stepTime,
        Duration cameraTtl)
        implements Serializable {}
