package io.countenance.dashboard;

import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.DeadLetterUnit;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.RoomWindow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records for tests: windows of five seconds, counted from one start. */
public final class Windows {

    /** The start of the first window. */
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    public static final String MODEL = "expression-model@0123456789ab";
    private static final int SECONDS = 5;
    private static final List<String> LABELS =
            List.of(
                    "neutral",
                    "happiness",
                    "surprise",
                    "sadness",
                    "anger",
                    "disgust",
                    "fear",
                    "contempt");

    private Windows() {}

    /** A distribution that wanders with the number, each share positive. */
    public static Map<String, Double> distribution(long number) {
        Map<String, Double> shares = new LinkedHashMap<>();
        double sum = 0;
        for (int label = 0; label < LABELS.size(); label++) {
            double share = Math.exp(2 * Math.sin(0.35 * number + 1.7 * label) - 0.35 * label);
            shares.put(LABELS.get(label), share);
            sum += share;
        }
        double total = sum;
        shares.replaceAll((label, share) -> share / total);
        return shares;
    }

    public static ExpressionWindow person(String camera, long person, int number) {
        return person(camera, person, number, 0, distribution(number + 3 * person));
    }

    public static ExpressionWindow person(
            String camera, long person, int number, int revision, Map<String, Double> shares) {
        Instant start = START.plusSeconds((long) SECONDS * number);
        Map<String, Double> errors = new LinkedHashMap<>(shares);
        errors.replaceAll((label, share) -> 0.01);
        return ExpressionWindow.newBuilder()
                .setCameraId(camera)
                .setPersonId(person)
                .setWindowStart(start)
                .setWindowEnd(start.plusSeconds(SECONDS))
                .setRevision(revision)
                .setObservations(50)
                .setDistribution(shares)
                .setStandardError(errors)
                .setEntropy(entropy(shares))
                .setDominant(dominant(shares))
                .setTransitions(number % 3)
                .setCoverage(0.9)
                .setMeanQuality(0.8)
                .setFirstSeen(start)
                .setLastSeen(start.plusSeconds(SECONDS - 1))
                .setModelIds(List.of(MODEL))
                .setFrameCoverage(1)
                .setMaxFramesPerSecond(0)
                .build();
    }

    public static RoomWindow room(String camera, int persons, int number) {
        Instant start = START.plusSeconds((long) SECONDS * number);
        Map<String, Double> shares = distribution(number);
        Map<String, Double> errors = new LinkedHashMap<>(shares);
        errors.replaceAll((label, share) -> Double.NaN);
        return RoomWindow.newBuilder()
                .setCameraId(camera)
                .setWindowStart(start)
                .setWindowEnd(start.plusSeconds(SECONDS))
                .setRevision(0)
                .setPersons(persons)
                .setObservations(50 * persons)
                .setDistribution(shares)
                .setStandardError(errors)
                .setEntropy(entropy(shares))
                .setDominant(dominant(shares))
                .setMeanQuality(0.8)
                .setModelIds(List.of(MODEL))
                .setFrameCoverage(1)
                .setMaxFramesPerSecond(0)
                .build();
    }

    public static FrameResult frame(String camera, long number, int faces) {
        return new FrameResult(
                camera,
                number,
                START.plusMillis(40 * number),
                FrameOutcome.CLASSIFIED,
                faces,
                MODEL);
    }

    public static DeadLetter refused(String camera, String reason) {
        return DeadLetter.newBuilder()
                .setUnit(DeadLetterUnit.FRAME)
                .setStage("decode")
                .setReason(reason)
                .setMessage("for a test")
                .setCameraId(camera)
                .setSequenceNumber(1L)
                .setCaptureTime(START)
                .setTopic("video-frames")
                .setPartition(0)
                .setOffset(1)
                .build();
    }

    private static double entropy(Map<String, Double> shares) {
        return shares.values().stream()
                .mapToDouble(share -> share > 0 ? -share * Math.log(share) / Math.log(2) : 0)
                .sum();
    }

    private static String dominant(Map<String, Double> shares) {
        return shares.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }
}
