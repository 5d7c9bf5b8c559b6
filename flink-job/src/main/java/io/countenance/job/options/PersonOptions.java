package io.countenance.job.options;

import io.countenance.job.window.WindowOptions;
import io.countenance.job.window.WindowType;
import io.countenance.options.DurationConverter;
import io.countenance.options.InvalidOptionException;
import io.countenance.vision.identity.EmbeddingOptions;
import io.countenance.vision.identity.EmbeddingSchedule;
import io.countenance.vision.identity.FaceEmbedder;
import io.countenance.vision.identity.IdentityOptions;
import io.countenance.vision.track.TrackerOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
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
            names = "--tracker.identity",
            defaultValue = "track",
            description =
                    "track: who leaves and comes back after tracker.max-lost is somebody new. reidentify: faces are compared, and whoever comes back is the same person, of one camera; biometric data are kept in state for tracker.identity-ttl, see docs/tracking.md before.")
    Identity identity;

    @Option(
            names = "--tracker.identity-ttl",
            paramLabel = "<time>",
            defaultValue = "10m",
            description =
                    "How long a person's face is remembered after the last sight, in event time.")
    Duration identityTtl;

    @Option(
            names = "--tracker.identity-wait",
            paramLabel = "<time>",
            defaultValue = "1500ms",
            description =
                    "How long a new face may wait to be compared where anybody could have come back; until then personId is 0.")
    Duration identityWait;

    @Option(
            names = "--tracker.min-similarity",
            paramLabel = "<-1..1>",
            defaultValue = "0.45",
            description = "Least cosine between two faces' mean embeddings for one person.")
    float minSimilarity;

    @Option(
            names = "--tracker.embedding-model",
            paramLabel = "<default|path>",
            defaultValue = "default",
            description =
                    "The network that compares faces: the one that is fetched at build, or an ONNX file with uint8 input faces [N, 112, 112, 3] and float output embedding [N, D].")
    String embeddingModel;

    @Option(
            names = "--tracker.embedding-interval",
            paramLabel = "<time>",
            defaultValue = "500ms",
            description =
                    "Faces are embedded in the frames of a tenth of a second of each such time; longer costs less, and persons who come back may take longer to be known.")
    Duration embeddingInterval;

    @Option(
            names = "--tracker.embedding-min-quality",
            paramLabel = "<0..1>",
            defaultValue = "0.3",
            description = "Least quality score of a face that is embedded.")
    float embeddingMinQuality;

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
            names = "--windows.min-quality",
            paramLabel = "<0..1>",
            defaultValue = "0.2",
            description =
                    "Below this mean quality of its observations a window says abstained; 0 never does.")
    double windowMinQuality;

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
        checkIdentity();
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
        checkScore("--windows.min-quality", windowMinQuality);
        InvalidOptionException.check(
                minPersons >= 1, "--room.min-persons", minPersons, "must be at least 1", 5);
        InvalidOptionException.check(
                privacy != Privacy.ROOM || minPersons >= 2,
                "--room.min-persons",
                minPersons,
                "must be at least 2 with expression.privacy=room, else a room of one is a person",
                5);
    }

    private void checkIdentity() {
        checkPositive("--tracker.identity-ttl", identityTtl, "10m");
        checkPositive("--tracker.identity-wait", identityWait, "1500ms");
        InvalidOptionException.check(
                minSimilarity >= -1 && minSimilarity <= 1,
                "--tracker.min-similarity",
                minSimilarity,
                "must be from -1 to 1",
                0.45);
        InvalidOptionException.check(
                embeddingInterval.toMillis() >= EmbeddingSchedule.COUNTING,
                "--tracker.embedding-interval",
                embeddingInterval,
                "must be at least " + EmbeddingSchedule.COUNTING + "ms",
                "500ms");
        InvalidOptionException.check(
                identity != Identity.REIDENTIFY
                        || identityWait.compareTo(embeddingInterval.multipliedBy(3)) >= 0,
                "--tracker.identity-wait",
                identityWait,
                "must be at least three times tracker.embedding-interval, so that a face is seen meanwhile",
                embeddingInterval.multipliedBy(3).toMillis() + "ms");
        checkScore("--tracker.embedding-min-quality", embeddingMinQuality);
        InvalidOptionException.check(
                identity != Identity.REIDENTIFY
                        || !embeddingModel.equals(EmbeddingOptions.DEFAULT_MODEL)
                        || FaceEmbedder.isDefaultPresent(),
                "--tracker.identity",
                "reidentify",
                "needs a network that compares faces, and this build has none, since it had no npm; build again with npm or give tracker.embedding-model",
                "track");
    }

    private static void checkScore(String option, double score) {
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
                windowType,
                windowSize,
                windowSlide,
                windowGap,
                allowedLateness,
                minPersons,
                windowMinQuality);
    }

    /** How persons are told apart by their faces; null where they are not. */
    @Nullable IdentityOptions identity() {
        return identity == Identity.REIDENTIFY
                ? new IdentityOptions(minSimilarity, identityWait, identityTtl, maxLost)
                : null;
    }
}
