package io.countenance.vision.track;

import java.time.Duration;

/**
 * How persons are followed.
 *
 * @param highScore detections from this score up are matched first; 0 to 1
 * @param newTrackScore least score that starts a track, at least {@code highScore}; 0 to 1
 * @param minHits observations until a track is confirmed and gets a person id, 1 or more
 * @param maxLost how long a person may be out of sight and keep the id, above 0
 */
public record TrackerOptions(float highScore, float newTrackScore, int minHits, Duration maxLost)
        implements java.io.Serializable {

    /**
     * @throws IllegalArgumentException if a value is out of its range; the message names it
     */
    public TrackerOptions {
        requireShare("highScore", highScore);
        requireShare("newTrackScore", newTrackScore);
        if (newTrackScore < highScore) {
            throw new IllegalArgumentException(
                    "newTrackScore is "
                            + newTrackScore
                            + " but must not be below highScore, which is "
                            + highScore);
        }
        if (minHits < 1) {
            throw new IllegalArgumentException("minHits is " + minHits + " but must be 1 or more");
        }
        if (maxLost.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "maxLost is " + maxLost + " but must be 1 ms or more");
        }
    }

    /**
     * Scores 0.75 and 0.8, three observations, two seconds: made for UltraFace, whose faces mostly
     * score above 0.9.
     */
    public static TrackerOptions defaults() {
        return new TrackerOptions(0.75f, 0.8f, 3, Duration.ofSeconds(2));
    }

    private static void requireShare(String name, float value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + " but must be from 0 to 1");
        }
    }
}
