package io.countenance.job.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.job.frame.TestFrames;
import io.countenance.job.order.CameraEvent;
import io.countenance.job.order.OrderedFrame;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameResult;
import io.countenance.vision.track.TrackerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class TrackPersonsTest {

    private static final int FRAME_MILLIS = 100;

    private static KeyedOneInputStreamOperatorTestHarness<String, OrderedFrame, TrackedFrame>
            harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new TrackPersons(TrackerOptions.defaults(), 10)),
                OrderedFrame::cameraId,
                Types.STRING);
    }

    private static OrderedFrame frame(String camera, int number) {
        return event(camera, CameraEvent.FRAME, number);
    }

    private static OrderedFrame event(String camera, CameraEvent event, int number) {
        return new OrderedFrame(
                camera, event, TestFrames.numbered(camera, number, (long) number * FRAME_MILLIS));
    }

    private static void feed(
            KeyedOneInputStreamOperatorTestHarness<String, OrderedFrame, TrackedFrame> harness,
            String camera,
            int from,
            int to)
            throws Exception {
        for (int i = from; i < to; i++) {
            harness.processElement(frame(camera, i), (long) i * FRAME_MILLIS);
        }
    }

    private static <T> List<T> side(
            KeyedOneInputStreamOperatorTestHarness<String, OrderedFrame, TrackedFrame> harness,
            OutputTag<T> tag) {
        Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
        return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
    }

    private static List<String> observations(
            KeyedOneInputStreamOperatorTestHarness<String, OrderedFrame, TrackedFrame> harness) {
        List<String> texts = new ArrayList<>();
        for (TrackedFrame frame : harness.extractOutputValues()) {
            frame.observations()
                    .forEach(
                            o ->
                                    texts.add(
                                            frame.cameraId()
                                                    + "/"
                                                    + o.personId()
                                                    + "@"
                                                    + o.captureTime()));
        }
        return texts;
    }

    @Test
    void followsThePersonsOfEachCamera() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, "a", 0, 30);
            feed(harness, "b", 0, 10);
            assertThat(observations(harness))
                    .contains("a/1@2900", "a/2@2900", "b/1@900", "b/2@900")
                    .doesNotContain("a/3@2900");
        }
    }

    @Test
    void reportsEveryFaceAndEveryFrame() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, "a", 0, 10);
            feed(harness, "b", 0, 10);
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
        try (var harness = harness()) {
            harness.open();
            feed(harness, "a", 0, 30);
            undisturbed = observations(harness);
        }
        List<String> disturbed;
        OperatorSubtaskState snapshot;
        try (var harness = harness()) {
            harness.open();
            feed(harness, "a", 0, 15);
            disturbed = new ArrayList<>(observations(harness));
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness()) {
            harness.initializeState(snapshot);
            harness.open();
            feed(harness, "a", 15, 30);
            disturbed.addAll(observations(harness));
        }
        assertThat(disturbed).isEqualTo(undisturbed);
    }

    @Test
    void givesLateFramesToPersonsAlreadyKnown() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, "a", 0, 15);
            feed(harness, "a", 16, 20);
            assertThat(observations(harness)).doesNotContain("a/1@1500");
            harness.processElement(event("a", CameraEvent.LATE_FRAME, 15), 1500);
            assertThat(observations(harness)).endsWith("a/1@1500", "a/2@1500");
            assertThat(side(harness, TrackPersons.FRAME_RESULTS)).hasSize(20);
            TrackedFrame late = harness.extractOutputValues().get(19);
            assertThat(late.event()).isEqualTo(CameraEvent.LATE_FRAME);
        }
    }

    @Test
    void goesOnCountingPersonsAfterAClockWasSetBack() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, "a", 50, 60);
            harness.processElement(new OrderedFrame("a", CameraEvent.SET_BACK, null), 0);
            feed(harness, "a", 0, 10);
            assertThat(observations(harness))
                    .contains("a/1@5900", "a/2@5900", "a/3@900", "a/4@900")
                    .doesNotContain("a/1@900", "a/5@900");
        }
    }

    @Test
    void passesSilenceOnAndKeepsThePersons() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, "a", 0, 10);
            harness.processElement(new OrderedFrame("a", CameraEvent.SILENT, null), 0);
            assertThat(harness.extractOutputValues().get(10))
                    .isEqualTo(new TrackedFrame("a", CameraEvent.SILENT, 0, List.of()));
            feed(harness, "a", 10, 11);
            assertThat(observations(harness)).endsWith("a/1@1000", "a/2@1000");
        }
    }

    @Test
    void keepsNothingOfAForgottenCamera() throws Exception {
        try (var harness = harness()) {
            harness.open();
            feed(harness, "a", 0, 10);
            assertThat(harness.numKeyedStateEntries()).isPositive();
            harness.processElement(new OrderedFrame("a", CameraEvent.FORGOTTEN, null), 0);
            assertThat(harness.numKeyedStateEntries()).isZero();
            feed(harness, "a", 10, 20);
            assertThat(observations(harness)).endsWith("a/1@1900", "a/2@1900");
        }
    }
}
