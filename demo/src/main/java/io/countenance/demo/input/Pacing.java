package io.countenance.demo.input;

import java.time.Duration;

/**
 * How frames are sent.
 *
 * @param speed 1 as fast as they were taken, 0 as fast as possible
 * @param duration after so much media time a camera ends; zero for all of it
 * @param jpegQuality 1 to 100
 */
public record Pacing(double speed, Duration duration, int jpegQuality) {

    boolean ends(long mediaTime) {
        return !duration.isZero() && mediaTime >= duration.toMillis();
    }
}
