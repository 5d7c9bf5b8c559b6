package io.countenance.job.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.job.deadletter.DeadLetters;
import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.frame.FrameOrigin;
import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameResult;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.quality.FaceQuality;
import io.countenance.vision.track.TrackerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class TrackPersonsTest {

    private static final int FRAME_MILLIS = 100;
    private static final String[] LABELS = {"neutral", "happiness"};

    private static KeyedOneInputStreamOperatorTestHarness<String, FrameFaces, PersonObservation>
            harness(Duration allowedLateness) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(
                        new TrackPersons(TrackerOptions.defaults(), allowedLateness)),
                FrameFaces::cameraId,
                Types.STRING);
    }

    /** Two persons who walk towards each other at different heights. */
    private static FrameFaces frame(String camera, int number) {
        return frame(camera, number, number * FRAME_MILLIS);
    }

    private static FrameFaces frame(String camera, int number, long captureTime) {
        return new FrameFaces(
                camera,
                number,
                captureTime,
                640,
                480,
                List.of(face(50 + 3 * number, 50), face(500 - 3 * number, 260)),
                LABELS,
                "model@0123456789ab",
                new FrameOrigin("video-frames", 0, number),
                null);
    }

    private static FaceReading face(float x, float y) {
        return new FaceReading(
                new Box(x, y, 80, 90),
                0.95f,
                new FaceQuality(0.8f, 100, 80, Float.NaN, Float.NaN),
                new float[] {0.25f, 0.75f});
    }

    private static <T> List<T> side(
            KeyedOneInputStreamOperatorTestHarness<String, FrameFaces, PersonObservation> harness,
            OutputTag<T> tag) {
        Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
        return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
    }

    private static List<String> observations(
            KeyedOneInputStreamOperatorTestHarness<String, FrameFaces, PersonObservation> harness) {
        return harness.extractOutputValues().stream()
                .map(o -> o.personKey() + "@" + o.captureTime())
                .toList();
    }

    @Test
    void waitsForTheWatermarkAndTakesFramesInOrder() throws Exception {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            numbers.add(i);
        }
        List<String> inOrder;
        try (var harness = harness(Duration.ZERO)) {
            harness.open();
            for (int i : numbers) {
                harness.processElement(frame("a", i), i * FRAME_MILLIS);
            }
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.processWatermark(10_000);
            inOrder = observations(harness);
        }
        assertThat(inOrder).contains("a/1@2900", "a/2@2900").doesNotContain("a/3@2900");
        try (var harness = harness(Duration.ZERO)) {
            harness.open();
            Collections.shuffle(numbers, new Random(7));
            for (int i : numbers) {
                harness.processElement(frame("a", i), i * FRAME_MILLIS);
            }
            harness.processWatermark(10_000);
            assertThat(observations(harness)).isEqualTo(inOrder);
        }
    }

    @Test
    void reportsEveryFaceAndEveryFrame() throws Exception {
        try (var harness = harness(Duration.ZERO)) {
            harness.open();
            for (int i = 0; i < 10; i++) {
                harness.processElement(frame("a", i), i * FRAME_MILLIS);
                harness.processElement(frame("b", i), i * FRAME_MILLIS);
            }
            harness.processWatermark(10_000);
            assertThat(side(harness, TrackPersons.FRAME_RESULTS))
                    .hasSize(20)
                    .extracting(FrameResult::getFaces)
                    .containsOnly(2);
            List<FaceExpression> faces = side(harness, TrackPersons.FACE_EXPRESSIONS);
            assertThat(faces).hasSize(40);
            assertThat(faces).extracting(FaceExpression::getDominant).containsOnly("happiness");
            assertThat(faces.get(39).getDistribution()).containsEntry("neutral", 0.25f);
            assertThat(faces).extracting(FaceExpression::getCameraId).contains("a", "b");
        }
    }

    @Test
    void continuesAfterARestoreAsIfNothingHadHappened() throws Exception {
        List<String> undisturbed;
        try (var harness = harness(Duration.ZERO)) {
            harness.open();
            for (int i = 0; i < 30; i++) {
                harness.processElement(frame("a", i), i * FRAME_MILLIS);
                harness.processWatermark(i * FRAME_MILLIS - 300);
            }
            harness.processWatermark(10_000);
            undisturbed = observations(harness);
        }
        List<String> disturbed;
        OperatorSubtaskState snapshot;
        try (var harness = harness(Duration.ZERO)) {
            harness.open();
            for (int i = 0; i < 15; i++) {
                harness.processElement(frame("a", i), i * FRAME_MILLIS);
                harness.processWatermark(i * FRAME_MILLIS - 300);
            }
            disturbed = new ArrayList<>(observations(harness));
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(Duration.ZERO)) {
            harness.initializeState(snapshot);
            harness.open();
            for (int i = 15; i < 30; i++) {
                harness.processElement(frame("a", i), i * FRAME_MILLIS);
                harness.processWatermark(i * FRAME_MILLIS - 300);
            }
            harness.processWatermark(10_000);
            disturbed.addAll(observations(harness));
        }
        assertThat(disturbed).isEqualTo(undisturbed);
    }

    @Test
    void refusesLateFrames() throws Exception {
        try (var harness = harness(Duration.ZERO)) {
            harness.open();
            harness.processElement(frame("a", 0), 0);
            harness.processWatermark(500);
            harness.processElement(frame("a", 5), 500);
            List<DeadLetter> letters = side(harness, DeadLetters.TAG);
            assertThat(letters).hasSize(1);
            assertThat(letters.get(0).getReason()).isEqualTo("late-frame");
            assertThat(letters.get(0).getStage()).isEqualTo("track");
            assertThat(letters.get(0).getSequenceNumber()).isEqualTo(5);
            assertThat(letters.get(0).getMessage())
                    .isEqualTo(
                            "Capture time 500 ms is 0 ms behind the watermark; 0 ms are allowed"
                                    + " (windows.allowed-lateness).");
        }
    }

    @Test
    void refusesTheSameFrameTwice() throws Exception {
        try (var harness = harness(Duration.ZERO)) {
            harness.open();
            harness.processElement(frame("a", 3), 300);
            harness.processElement(frame("a", 3), 300);
            harness.processElement(frame("a", 4, 300), 300);
            harness.processWatermark(1000);
            assertThat(side(harness, TrackPersons.FRAME_RESULTS)).hasSize(2);
            assertThat(side(harness, DeadLetters.TAG))
                    .extracting(DeadLetter::getReason)
                    .containsExactly("duplicate-frame");
        }
    }

    @Test
    void givesLateFramesWithinTheAllowedToPersonsAlreadyKnown() throws Exception {
        try (var harness = harness(Duration.ofSeconds(2))) {
            harness.open();
            for (int i = 0; i < 20; i++) {
                if (i != 15) {
                    harness.processElement(frame("a", i), i * FRAME_MILLIS);
                }
            }
            harness.processWatermark(1900);
            assertThat(observations(harness)).doesNotContain("a/1@1500");
            harness.processElement(frame("a", 15), 1500);
            assertThat(observations(harness)).contains("a/1@1500", "a/2@1500");
            assertThat(side(harness, DeadLetters.TAG)).isEmpty();
        }
    }

    @Test
    void refusesALateFrameTheSecondTime() throws Exception {
        try (var harness = harness(Duration.ofSeconds(2))) {
            harness.open();
            for (int i = 0; i < 20; i++) {
                harness.processElement(frame("a", i), i * FRAME_MILLIS);
            }
            harness.processWatermark(1900);
            harness.processElement(frame("a", 15), 1500);
            assertThat(side(harness, TrackPersons.FRAME_RESULTS)).hasSize(20);
            assertThat(side(harness, DeadLetters.TAG))
                    .extracting(DeadLetter::getReason)
                    .containsExactly("duplicate-frame");
            harness.processWatermark(100_000);
            assertThat(harness.numKeyedStateEntries()).as("only the tracks are kept").isEqualTo(1);
        }
    }

    @Test
    void refusesAFrameThatIsLateAfterARestore() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(Duration.ZERO)) {
            harness.open();
            for (int i = 0; i < 15; i++) {
                harness.processElement(frame("a", i), i * FRAME_MILLIS);
            }
            harness.processWatermark(1400);
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(Duration.ZERO)) {
            harness.initializeState(snapshot);
            harness.open();
            harness.processElement(frame("a", 3), 300);
            harness.processElement(frame("a", 14), 1400);
            harness.processElement(frame("a", 15), 1500);
            harness.processWatermark(2000);
            assertThat(side(harness, TrackPersons.FRAME_RESULTS))
                    .extracting(FrameResult::getSequenceNumber)
                    .containsExactly(15L);
            assertThat(side(harness, DeadLetters.TAG))
                    .extracting(DeadLetter::getReason)
                    .containsExactly("late-frame", "late-frame");
        }
    }
}
