package io.countenance.vision.track;

import java.time.Duration;

/**
 * How persons are followed.
 *
 * @param highScore detections from this score up are matched first and may start a track; 0 to 1
 * @param newTrackScore least score that starts a track; 0 to 1
 * @param minHits observations until a track is confirmed and gets a person id, 1 or more
 * @param maxLost how long a person may be out of sight and keep the id
 */
public record TrackerOptions(float highScore, float newTrackScore, int minHits, Duration maxLost) implements java.io.Serializable {

    public static TrackerOptions defaults() {
        return new TrackerOptions(0.75f, 0.75f, 2, Duration.ofSeconds(2));
    }
}
