package io.countenance.job.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.frame.TestFrames;
import io.countenance.job.order.CameraEvent;
import io.countenance.job.order.OrderedFrame;
import io.countenance.job.state.SnapshotContents;
import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.RoomWindow;
import io.countenance.schemas.VideoFrame;
import io.countenance.vision.identity.IdentityOptions;
import io.countenance.vision.track.TrackerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** {@link TrackPersons} with identity options. */
class IdentifyPersonsTest {

    private static final int FRAME_MILLIS = 100;
    private static final int LENGTH = 32;
    private static final int STRANGER = 3;

    private static KeyedOneInputStreamOperatorTestHarness<String, OrderedFrame, TrackedFrame>
            harness(IdentityOptions identity) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(
                        new TrackPersons(TrackerOptions.defaults(), identity, 10)),
                OrderedFrame::cameraId,
                Types.STRING);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, OrderedFrame, TrackedFrame>
            harness() throws Exception {
        return harness(
                new IdentityOptions(
                        0.45f,
                        Duration.ofMillis(1500),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(2)));
    }

    private static float[] look(int person) {
        Random random = new Random(person);
        float[] look = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            look[i] = (float) (random.nextGaussian() / Math.sqrt(LENGTH));
        }
        return look;
    }

    /** Two faces, of persons 1 and 2 or, swapped, of 2 and 1; embedded in every fifth frame. */
    private static FrameFaces faces(int number, boolean swapped) {
        FrameFaces frame = TestFrames.numbered("a", number, (long) number * FRAME_MILLIS);
        if (number % 5 != 0) {
            return frame;
        }
        List<FaceReading> faces = new ArrayList<>();
        for (int i = 0; i < frame.faces().size(); i++) {
            int person = (i == 0) == swapped ? 2 : 1;
            faces.add(frame.faces().get(i).withEmbedding(look(person)));
        }
        return frame.classified(faces, frame.labels(), frame.modelId());
    }

    private static void feed(
            KeyedOneInputStreamOperatorTestHarness<String, OrderedFrame, TrackedFrame> harness,
            int from,
            int to,
            boolean swapped)
            throws Exception {
        for (int i = from; i < to; i++) {
            harness.processElement(
                    new OrderedFrame("a", CameraEvent.FRAME, faces(i, swapped)),
                    (long) i * FRAME_MILLIS);
        }
    }

    private static List<String> persons(
            KeyedOneInputStreamOperatorTestHarness<String, OrderedFrame, TrackedFrame> harness) {
        return harness.extractOutputValues().stream()
                .map(
                        frame ->
                                frame.captureTime()
                                        + "="
                                        + frame.observations().stream()
                                                .map(PersonObservation::personId)
                                                .toList())
                .toList();
    }

    private static <T> List<T> side(
            KeyedOneInputStreamOperatorTestHarness<String, OrderedFrame, TrackedFrame> harness,
            OutputTag<T> tag) {
        Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
        return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
    }

    @Test
    void whoComesBackHasTheSameNumberElsewhere() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, 0, 20, false);
            // 8 s later each of them is where the other one was
            feed(harness, 100, 120, true);

            assertThat(persons(harness)).contains("1900=[1, 2]", "11900=[2, 1]");
        }
    }

    @Test
    void lateFrameIsGivenToTheSamePersons() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, 0, 20, false);
            feed(harness, 100, 120, true);
            harness.processElement(
                    new OrderedFrame("a", CameraEvent.LATE_FRAME, faces(118, true)), 11_800);

            assertThat(persons(harness)).endsWith("11800=[2, 1]");
        }
    }

    @Test
    void continuesAfterARestoreAsIfNothingHadHappened() throws Exception {
        List<String> undisturbed;
        try (var harness = harness()) {
            harness.open();
            feed(harness, 0, 20, false);
            feed(harness, 100, 120, true);
            undisturbed = persons(harness);
        }
        List<String> disturbed;
        OperatorSubtaskState snapshot;
        try (var harness = harness()) {
            harness.open();
            feed(harness, 0, 20, false);
            feed(harness, 100, 104, true);
            disturbed = new ArrayList<>(persons(harness));
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness()) {
            harness.initializeState(snapshot);
            harness.open();
            feed(harness, 104, 120, true);
            disturbed.addAll(persons(harness));
        }
        assertThat(disturbed).isEqualTo(undisturbed);
    }

    @Test
    void facesOfASilentCameraAreForgottenByTheWatermark() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, 0, 20, false);
            assertThat(harness.numEventTimeTimers()).isBetween(1, 2);
            int entries = harness.numKeyedStateEntries();

            // a minute to live, a minute of delay, and at most a minute until the timer
            harness.processWatermark(2_000 + 180_000);

            assertThat(harness.numEventTimeTimers()).isZero();
            assertThat(harness.numKeyedStateEntries()).isEqualTo(entries - 1);
            feed(harness, 10_000, 10_020, true);
            assertThat(persons(harness)).endsWith("1001900=[3, 4]");
        }
    }

    @Test
    void personWhoWasInSightLongAfterTheLastEmbeddingIsForgottenToo() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, 0, 20, false);
            for (int i = 20; i < 1200; i++) {
                // two minutes without an embedding, both standing still
                harness.processElement(
                        new OrderedFrame(
                                "a",
                                CameraEvent.FRAME,
                                TestFrames.numbered("a", 19, (long) i * FRAME_MILLIS)),
                        (long) i * FRAME_MILLIS);
            }
            int entries = harness.numKeyedStateEntries();

            harness.processWatermark(120_000 + 60_000);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(entries);
            harness.processWatermark(120_000 + 180_000);

            assertThat(harness.numKeyedStateEntries()).isEqualTo(entries - 1);
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void cameraFarBehindTheWatermarkKeepsItsPersons() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processWatermark(3_600_000);
            feed(harness, 0, 20, false);
            harness.processWatermark(3_660_000);
            feed(harness, 20, 40, false);
            // 8 s later, by its own clock, each is where the other one was
            harness.processWatermark(3_720_000);
            feed(harness, 120, 140, true);

            assertThat(persons(harness)).contains("3900=[1, 2]", "13900=[2, 1]");
        }
    }

    @Test
    void numbersOfTracksAreNotGivenAgainToPersons() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(null)) {
            harness.open();
            feed(harness, 0, 20, false);
            assertThat(persons(harness)).contains("1900=[1, 2]");
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness()) {
            harness.initializeState(snapshot);
            harness.open();
            feed(harness, 100, 120, true);

            assertThat(persons(harness)).contains("11900=[3, 4]");
        }
    }

    @Test
    void numbersOfPersonsAreNotGivenAgainToTracks() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness()) {
            harness.open();
            feed(harness, 0, 20, false);
            feed(harness, 100, 120, true);
            assertThat(persons(harness)).contains("11900=[2, 1]");
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(null)) {
            harness.initializeState(snapshot);
            harness.open();
            feed(harness, 120, 140, true);

            assertThat(persons(harness)).contains("13900=[5, 6]");
        }
    }

    @Test
    void facesThatAnEarlierRunLeftAreForgottenThoughNoLongerUsed() throws Exception {
        OperatorSubtaskState snapshot;
        int entries;
        try (var harness = harness()) {
            harness.open();
            feed(harness, 0, 20, false);
            entries = harness.numKeyedStateEntries();
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(null)) {
            harness.initializeState(snapshot);
            harness.open();
            harness.processWatermark(2_000 + 180_000);

            assertThat(harness.numKeyedStateEntries()).isEqualTo(entries - 2);
        }
    }

    @Test
    void forgottenCameraAndClockThatWasSetBackLeaveNoFaces() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, 100, 120, false);
            harness.processElement(new OrderedFrame("a", CameraEvent.SET_BACK, null), 0);
            feed(harness, 0, 20, false);
            assertThat(persons(harness)).contains("11900=[1, 2]", "1900=[3, 4]");

            harness.processElement(new OrderedFrame("a", CameraEvent.FORGOTTEN, null), 0);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void faceThatIsNotConfirmedLeavesNoEmbeddingInState() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, 0, 2, false);
            assertThat(remembers(harness, 1, 1)).as("seen twice").isFalse();

            feed(harness, 2, 6, false);
            assertThat(remembers(harness, 1, 2)).as("it is found where it is kept").isTrue();
        }
    }

    @Test
    void embeddingsOfATrackThatIsDroppedBeforeItsPersonIsKnownGoWithIt() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, 0, 20, false);
            strangerComes(harness);
            assertThat(remembers(harness, STRANGER, 1)).isTrue();

            FrameFaces empty = TestFrames.numbered("a", 125, 12_500);
            harness.processElement(
                    new OrderedFrame(
                            "a",
                            CameraEvent.FRAME,
                            empty.classified(List.of(), empty.labels(), empty.modelId())),
                    12_500);

            assertThat(remembers(harness, STRANGER, 2)).isFalse();
        }
    }

    @Test
    void embeddingsOfATrackWhoseCameraFallsSilentAreForgottenByTheWatermark() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, 0, 20, false);
            strangerComes(harness);
            harness.processElement(new OrderedFrame("a", CameraEvent.SILENT, null), 10_200);
            assertThat(remembers(harness, STRANGER, 1)).isTrue();

            harness.processWatermark(10_200 + 180_000);

            assertThat(remembers(harness, STRANGER, 2)).isFalse();
        }
    }

    /** Is confirmed with the third frame and has one embedding then, too few to be somebody new. */
    private static void strangerComes(
            KeyedOneInputStreamOperatorTestHarness<String, OrderedFrame, TrackedFrame> harness)
            throws Exception {
        for (int i = 100; i < 103; i++) {
            FrameFaces frame = TestFrames.numbered("a", i, (long) i * FRAME_MILLIS);
            FaceReading face = frame.faces().get(0);
            frame =
                    frame.classified(
                            List.of(i == 102 ? face.withEmbedding(look(STRANGER)) : face),
                            frame.labels(),
                            frame.modelId());
            harness.processElement(
                    new OrderedFrame("a", CameraEvent.FRAME, frame), frame.captureTime());
        }
        assertThat(persons(harness)).endsWith("10200=[]");
    }

    /** Whether a first embedding stands in the state, alone or with the weight of its face. */
    private static boolean remembers(
            KeyedOneInputStreamOperatorTestHarness<String, OrderedFrame, TrackedFrame> harness,
            int person,
            long checkpoint)
            throws Exception {
        OperatorSubtaskState snapshot = harness.snapshot(checkpoint, checkpoint);
        float weight = faces(0, false).faces().get(0).quality().score();
        float value = look(person)[7];
        return SnapshotContents.hold(snapshot, value)
                || SnapshotContents.hold(snapshot, weight * value);
    }

    @Test
    void nothingThatLeavesTheOperatorHoldsAnEmbedding() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, 0, 20, false);

            List<Object> all = new ArrayList<>(harness.extractOutputValues());
            all.addAll(side(harness, TrackPersons.FACE_EXPRESSIONS));
            all.addAll(side(harness, TrackPersons.FRAME_RESULTS));
            assertThat(all).hasSizeGreaterThan(40);
            for (float value : look(1)) {
                assertThat(Biometrics.holds(all, value)).isFalse();
            }
            assertThat(Biometrics.holds(List.of(faces(0, false)), look(1)[7]))
                    .as("it is found where there is one")
                    .isTrue();
        }
    }

    @Test
    void schemasHaveNoPlaceForAnEmbedding() {
        for (Schema schema :
                List.of(
                        FaceExpression.getClassSchema(),
                        FrameResult.getClassSchema(),
                        ExpressionWindow.getClassSchema(),
                        RoomWindow.getClassSchema(),
                        DeadLetter.getClassSchema())) {
            assertThat(Biometrics.fieldsThatCouldHoldOne(schema)).isEmpty();
        }
        assertThat(Biometrics.fieldsThatCouldHoldOne(VideoFrame.getClassSchema()))
                .as("bytes are found where there are some")
                .containsExactly("image");
    }
}
