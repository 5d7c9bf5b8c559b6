package io.countenance.job.options;

import io.countenance.job.window.WindowOptions;
import io.countenance.job.window.WindowType;
import io.countenance.options.DurationConverter;
import io.countenance.options.InvalidOptionException;
import io.countenance.vision.track.TrackerOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How persons are followed and their expressions summed up. */
final class PersonOptions {

    @Option(
            names = "--tracker.high-score",
            paramLabel = "<0..1>",
            defaultValue = "0.75",
            description =
                    "Detections from this score up are matched with persons first; the others only with those left over.")
    float highScore;

    @Option(
            names = "--tracker.new-person-score",
            paramLabel = "<0..1>",
            defaultValue = "0.8",
            description = "Least score of a detection that may be a new person.")
    float newTrackScore;

    @Option(
            names = "--tracker.min-hits",
            paramLabel = "<count>",
            defaultValue = "3",
            description =
                    "Sightings until a person is confirmed and gets a number; before, personId is 0.")
    int minHits;

    @Option(
            names = "--tracker.max-lost",
            paramLabel = "<time>",
            defaultValue = "2s",
            description = "How long a person may be out of sight and keep the number.")
    Duration maxLost;

    @Option(
            names = "--windows.type",
            defaultValue = "tumbling",
            description = "How event time is cut up.")
    WindowType windowType;

    @Option(
            names = "--windows.size",
            paramLabel = "<time>",
            defaultValue = "10s",
            description = "Length of tumbling and sliding windows.")
    Duration windowSize;

    @Option(
            names = "--windows.slide",
            paramLabel = "<time>",
            defaultValue = "5s",
            description = "From one sliding window's start to the next one's.")
    Duration windowSlide;

    @Option(
            names = "--windows.gap",
            paramLabel = "<time>",
            defaultValue = "10s",
            description = "How long nothing must be seen to end a session window.")
    Duration windowGap;

    @Option(
            names = "--windows.allowed-lateness",
            paramLabel = "<time>",
            defaultValue = "0s",
            description =
                    "How far behind its camera's time a frame may be and still reissue its windows, with a higher revision.")
    Duration allowedLateness;

    @Option(
            names = "--room.min-persons",
            paramLabel = "<count>",
            defaultValue = "5",
            description = "Fewest persons of a room window; with fewer there is none.")
    int minPersons;

    @Option(
            names = "--expression.privacy",
            defaultValue = "person",
            description =
                    "room publishes room-windows and dead letters only; nothing of a single person leaves the job.")
    Privacy privacy;

    void check() {
        checkScore("--tracker.high-score", highScore);
        checkScore("--tracker.new-person-score", newTrackScore);
        InvalidOptionException.check(
                newTrackScore >= highScore,
                "--tracker.new-person-score",
                newTrackScore,
                "must not be below tracker.high-score, " + highScore,
                highScore);
        InvalidOptionException.check(
                minHits >= 1, "--tracker.min-hits", minHits, "must be at least 1", 3);
        InvalidOptionException.check(
                maxLost.toMillis() >= 1, "--tracker.max-lost", maxLost, "must be above 0", "2s");
        checkPositive("--windows.size", windowSize, "10s");
        checkPositive("--windows.slide", windowSlide, "5s");
        checkPositive("--windows.gap", windowGap, "10s");
        InvalidOptionException.check(
                windowType != WindowType.SLIDING || windowSlide.compareTo(windowSize) <= 0,
                "--windows.slide",
                DurationConverter.format(windowSlide),
                "must not be above windows.size, "
                        + DurationConverter.format(windowSize)
                        + ", else time between windows would be in none",
                DurationConverter.format(windowSize));
        InvalidOptionException.check(
                !allowedLateness.isNegative(),
                "--windows.allowed-lateness",
                allowedLateness,
                "must not be negative",
                "30s");
        InvalidOptionException.check(
                minPersons >= 1, "--room.min-persons", minPersons, "must be at least 1", 5);
        InvalidOptionException.check(
                privacy != Privacy.ROOM || minPersons >= 2,
                "--room.min-persons",
                minPersons,
                "must be at least 2 with expression.privacy=room, else a room of one is a person",
                5);
    }

    private static void checkScore(String option, float score) {
        InvalidOptionException.check(
                score >= 0 && score <= 1, option, score, "must be from 0 to 1", 0.75);
    }

    private static void checkPositive(String option, Duration duration, String example) {
        InvalidOptionException.check(
                duration.toMillis() >= 1, option, duration, "must be at least 1ms", example);
    }

    TrackerOptions tracker() {
        return new TrackerOptions(highScore, newTrackScore, minHits, maxLost);
    }

    WindowOptions windows() {
        return new WindowOptions(
                windowType, windowSize, windowSlide, windowGap, allowedLateness, minPersons);
    }
}
