package io.countenance.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countenance.schemas.BoundingBox;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FaceQuality;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyTurnTest {

    private static final long START_NANOS = 5_000_000_000L;
    private static final long START_MILLIS = 1_700_000_000_000L;

    /** A frame every 100 ms, of two cameras in turn. */
    private final Schedule schedule = new Schedule("camera-0", 2, 10, START_NANOS, START_MILLIS);

    private final Histogram faces = new Histogram(TimeUnit.HOURS.toMicros(1), 3);
    private final Histogram windows = new Histogram(TimeUnit.HOURS.toMicros(1), 3);
    private final LatencyTurn turn = new LatencyTurn(schedule, 20, 40, faces, windows);

    @Test
    void framesAreDueAtEvenDistances() {
        assertThat(schedule.numberAfter(2)).isEqualTo(20);
        assertThat(schedule.numberAfter(2.01)).isEqualTo(21);
        assertThat(schedule.nanosOf(21)).isEqualTo(START_NANOS + 2_100_000_000L);
        assertThat(schedule.captureTimeOf(21)).isEqualTo(START_MILLIS + 2100);
        assertThat(schedule.nanosAt(START_MILLIS + 2100)).isEqualTo(schedule.nanosOf(21));
        assertThat(schedule.cameraId(schedule.cameraOf(21))).isEqualTo("camera-0-1");
        assertThat(schedule.has("camera-0-1")).isTrue();
        assertThat(schedule.has("camera-01-1")).isFalse();
    }

    @Test
    void latencyCountsFromWhenTheFrameWasDue() {
        turn.face(face("camera-0-0", 20), after(20, 250));
        turn.face(face("camera-0-1", 21), after(21, 750));

        assertThat(faces.getTotalCount()).isEqualTo(2);
        assertThat(faces.getMinValue() / 1000.0).isCloseTo(250, within(1.0));
        assertThat(faces.getMaxValue() / 1000.0).isCloseTo(750, within(1.0));
    }

    @Test
    void framesBeforeAndAfterAndOfOtherTurnsDoNotCount() {
        turn.face(face("camera-0-1", 19), after(19, 250));
        turn.face(face("camera-0-0", 40), after(40, 250));
        turn.face(face("camera-1-0", 20), after(20, 250));

        assertThat(faces.getTotalCount()).isZero();
    }

    @Test
    void isCompleteWhenAllFramesAndTheirFacesWereRead() {
        for (int number = 20; number < 40; number++) {
            assertThat(turn.isComplete()).isFalse();
            turn.frame(frame("camera-0-" + number % 2, number, number == 30 ? 2 : 0));
        }
        assertThat(turn.isComplete()).isFalse();
        turn.face(face("camera-0-0", 30), after(30, 300));
        turn.face(face("camera-0-0", 30), after(30, 310));
        assertThat(turn.isComplete()).isTrue();
        assertThat(turn.progress())
                .isEqualTo("20 of 20 frames and 2 of 2 faces at 10.0 frames/s could be read");
    }

    @Test
    void windowsCountFromTheirEnd() {
        turn.window(window(2000, 3000, 0), START_NANOS + 3_600_000_000L);
        // Before the measured frames, after them, and one that is issued again.
        turn.window(window(1000, 2000, 0), START_NANOS + 2_600_000_000L);
        turn.window(window(3000, 4000, 0), START_NANOS + 4_600_000_000L);
        turn.window(window(2000, 3000, 1), START_NANOS + 3_900_000_000L);

        assertThat(windows.getTotalCount()).isEqualTo(1);
        assertThat(windows.getMaxValue() / 1000.0).isCloseTo(600, within(1.0));
    }

    private long after(long number, long millis) {
        return schedule.nanosOf(number) + millis * 1_000_000;
    }

    private static FrameResult frame(String camera, long number, int faces) {
        return FrameResult.newBuilder()
                .setCameraId(camera)
                .setSequenceNumber(number)
                .setCaptureTime(Instant.ofEpochMilli(START_MILLIS))
                .setOutcome(FrameOutcome.CLASSIFIED)
                .setFaces(faces)
                .setModelId("model")
                .build();
    }

    private static FaceExpression face(String camera, long number) {
        return FaceExpression.newBuilder()
                .setCameraId(camera)
                .setSequenceNumber(number)
                .setCaptureTime(Instant.ofEpochMilli(START_MILLIS))
                .setPersonId(1)
                .setFrameWidth(640)
                .setFrameHeight(480)
                .setBox(new BoundingBox(0f, 0f, 50f, 50f))
                .setDetectionScore(0.9f)
                .setQuality(new FaceQuality(0.9f, 100f, 50f, null, null))
                .setDominant("neutral")
                .setDistribution(Map.of("neutral", 1f))
                .setModelId("model")
                .build();
    }

    private static ExpressionWindow window(long start, long end, int revision) {
        return ExpressionWindow.newBuilder()
                .setCameraId("camera-0-1")
                .setPersonId(1)
                .setWindowStart(Instant.ofEpochMilli(START_MILLIS + start))
                .setWindowEnd(Instant.ofEpochMilli(START_MILLIS + end))
                .setRevision(revision)
                .setObservations(1)
                .setDistribution(Map.of("neutral", 1.0))
                .setStandardError(Map.of("neutral", 0.0))
                .setEntropy(0)
                .setDominant("neutral")
                .setTransitions(0)
                .setCoverage(1)
                .setMeanQuality(1)
                .setFirstSeen(Instant.ofEpochMilli(START_MILLIS + start))
                .setLastSeen(Instant.ofEpochMilli(START_MILLIS + end))
                .setModelIds(List.of("model"))
                .setFrameCoverage(1)
                .setMaxFramesPerSecond(0)
                .build();
    }
}
