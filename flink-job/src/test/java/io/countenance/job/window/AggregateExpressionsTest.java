package io.countenance.job.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.countenance.connectors.source.Sampling;
import io.countenance.job.order.CameraEvent;
import io.countenance.job.track.PersonObservation;
import io.countenance.job.track.TrackedFrame;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.RoomWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AggregateExpressionsTest {

    private static final long[] NOBODY = {};

    private static WindowOptions options(WindowType type, Duration lateness) {
        return new WindowOptions(
                type,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                lateness,
                2,
                0.2);
    }

    @SuppressWarnings("unchecked")
    private static <T> KeyedOneInputStreamOperatorTestHarness<String, TrackedFrame, T> harness(
            Function<KeyedStream<TrackedFrame, String>, SingleOutputStreamOperator<T>> windows)
            throws Exception {
        KeyedStream<TrackedFrame, String> none =
                StreamExecutionEnvironment.getExecutionEnvironment()
                        .fromData(
                                TypeInformation.of(TrackedFrame.class),
                                frame(CameraEvent.FRAME, 0, 0))
                        .keyBy(TrackedFrame::cameraId);
        var transformation =
                (OneInputTransformation<TrackedFrame, T>) windows.apply(none).getTransformation();
        return new KeyedOneInputStreamOperatorTestHarness<>(
                transformation.getOperator(), TrackedFrame::cameraId, Types.STRING);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, TrackedFrame, ExpressionWindow>
            persons(WindowType type, Duration lateness) throws Exception {
        return harness(new AggregateExpressions(options(type, lateness))::byPerson);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, TrackedFrame, RoomWindow> rooms(
            WindowType type) throws Exception {
        return harness(new AggregateExpressions(options(type, Duration.ZERO))::byRoom);
    }

    private static TrackedFrame frame(
            CameraEvent event, long time, float happiness, long... persons) {
        return frame(event, time, happiness, Sampling.NONE, persons);
    }

    private static TrackedFrame frame(
            CameraEvent event, long time, float happiness, Sampling sampling, long... persons) {
        return frame(event, time, happiness, 0.5f, sampling, persons);
    }

    private static TrackedFrame frame(
            CameraEvent event,
            long time,
            float happiness,
            float quality,
            Sampling sampling,
            long... persons) {
        return new TrackedFrame(
                "hall",
                event,
                time,
                LongStream.of(persons)
                        .mapToObj(
                                person ->
                                        new PersonObservation(
                                                person,
                                                time,
                                                new String[] {"neutral", "happiness"},
                                                new float[] {1 - happiness, happiness},
                                                quality,
                                                "model@0123456789ab",
                                                sampling))
                        .toList());
    }

    private static void add(
            KeyedOneInputStreamOperatorTestHarness<String, TrackedFrame, ?> harness,
            long time,
            float happiness,
            long... persons)
            throws Exception {
        harness.processElement(frame(CameraEvent.FRAME, time, happiness, persons), time);
    }

    private static void late(
            KeyedOneInputStreamOperatorTestHarness<String, TrackedFrame, ?> harness,
            long time,
            long... persons)
            throws Exception {
        harness.processElement(frame(CameraEvent.LATE_FRAME, time, 0.2f, persons), time);
    }

    private static void tell(
            KeyedOneInputStreamOperatorTestHarness<String, TrackedFrame, ?> harness,
            CameraEvent event)
            throws Exception {
        harness.processElement(frame(event, 0, 0), 0);
    }

    private static List<String> windows(
            KeyedOneInputStreamOperatorTestHarness<String, TrackedFrame, ExpressionWindow>
                    harness) {
        return harness.extractOutputValues().stream()
                .map(
                        w ->
                                "%d: %d-%d r%d n%d"
                                        .formatted(
                                                w.getPersonId(),
                                                w.getWindowStart().toEpochMilli(),
                                                w.getWindowEnd().toEpochMilli(),
                                                w.getRevision(),
                                                w.getObservations()))
                .toList();
    }

    @Test
    void sumsUpEachPersonsTumblingWindow() throws Exception {
        try (var harness = persons(WindowType.TUMBLING, Duration.ZERO)) {
            harness.open();
            add(harness, 1000, 0.2f, 1);
            add(harness, 1100, 0.4f, 1, 2);
            add(harness, 9999, 0.4f, NOBODY);
            assertThat(windows(harness)).isEmpty();
            add(harness, 10_000, 0.4f, NOBODY);
            assertThat(windows(harness)).containsExactly("1: 0-10000 r0 n2", "2: 0-10000 r0 n1");
            add(harness, 12_000, 0.6f, 1);
            add(harness, 30_000, 0, NOBODY);
            assertThat(windows(harness)).hasSize(3).endsWith("1: 10000-20000 r0 n1");
            ExpressionWindow first = harness.extractOutputValues().get(0);
            assertThat(first.getCameraId()).isEqualTo("hall");
            assertThat(first.getDistribution().get("happiness")).isCloseTo(0.3, within(1e-6));
            assertThat(first.getDominant()).isEqualTo("neutral");
            assertThat(first.getCoverage()).isCloseTo(0.01, within(1e-9));
            assertThat(first.getFrameCoverage()).isEqualTo(1);
            assertThat(first.getMaxFramesPerSecond()).isZero();
            assertThat(first.getFirstSeen().toEpochMilli()).isEqualTo(1000);
            assertThat(first.getLastSeen().toEpochMilli()).isEqualTo(1100);
            assertThat(first.getMeanQuality()).isCloseTo(0.5, within(1e-6));
            assertThat(first.getModelIds()).containsExactly("model@0123456789ab");
        }
    }

    @Test
    void goesByNoWatermark() throws Exception {
        try (var harness = persons(WindowType.TUMBLING, Duration.ZERO)) {
            harness.open();
            add(harness, 1000, 0.2f, 1);
            harness.processWatermark(1_000_000);
            add(harness, 2000, 0.2f, 1);
            add(harness, 10_000, 0, NOBODY);
            assertThat(windows(harness)).containsExactly("1: 0-10000 r0 n2");
        }
    }

    @Test
    void overlapsSlidingWindows() throws Exception {
        try (var harness = persons(WindowType.SLIDING, Duration.ZERO)) {
            harness.open();
            add(harness, 7000, 0.2f, 1);
            add(harness, 30_000, 0, NOBODY);
            assertThat(windows(harness)).containsExactly("1: 0-10000 r0 n1", "1: 5000-15000 r0 n1");
        }
    }

    @Test
    void reissuesAWindowForEachLateFrame() throws Exception {
        try (var harness = persons(WindowType.TUMBLING, Duration.ofSeconds(5))) {
            harness.open();
            add(harness, 1000, 0.2f, 1);
            add(harness, 11_000, 0.2f, 1);
            late(harness, 2000, 1);
            late(harness, 3000, 1, 2);
            late(harness, 10_500, 1);
            add(harness, 15_000, 0.2f, NOBODY);
            add(harness, 20_000, 0.2f, NOBODY);
            assertThat(windows(harness))
                    .containsExactly(
                            "1: 0-10000 r0 n1",
                            "1: 0-10000 r1 n2",
                            "1: 0-10000 r2 n3",
                            "2: 0-10000 r0 n1",
                            "1: 10000-20000 r0 n2");
        }
    }

    @Test
    void dropsWindowsWhenNoFrameCanBeInThemAnyMore() throws Exception {
        try (var harness = persons(WindowType.TUMBLING, Duration.ofSeconds(5))) {
            harness.open();
            add(harness, 1000, 0.2f, 1, 2, 3);
            add(harness, 14_999, 0, NOBODY);
            long open = harness.numKeyedStateEntries();
            add(harness, 15_000, 0, NOBODY);
            assertThat(harness.numKeyedStateEntries()).isLessThan((int) open);
            tell(harness, CameraEvent.FORGOTTEN);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void joinsSessionsAndLetsThemOverruleThoseTheyGrewOver() throws Exception {
        try (var harness = persons(WindowType.SESSION, Duration.ofSeconds(20))) {
            harness.open();
            add(harness, 1000, 0.2f, 1);
            add(harness, 6000, 0.2f, 1);
            add(harness, 10_000, 0.2f, NOBODY);
            late(harness, 3500, 1);
            assertThat(windows(harness))
                    .containsExactly(
                            "1: 1000-4000 r0 n1", "1: 6000-9000 r0 n1", "1: 1000-9000 r1 n3");
        }
    }

    @Test
    void aSessionGoesOnUntilItsGapHasPassed() throws Exception {
        try (var harness = persons(WindowType.SESSION, Duration.ZERO)) {
            harness.open();
            add(harness, 1000, 0.2f, 1);
            add(harness, 4000, 0.2f, 1);
            add(harness, 7001, 0.2f, 1);
            add(harness, 20_000, 0.2f, NOBODY);
            assertThat(windows(harness))
                    .containsExactly("1: 1000-7000 r0 n2", "1: 7001-10001 r0 n1");
        }
    }

    @Test
    void issuesOpenWindowsWhenTheCameraFallsSilentAndAgainIfItGoesOn() throws Exception {
        try (var harness = persons(WindowType.TUMBLING, Duration.ZERO)) {
            harness.open();
            add(harness, 1000, 0.2f, 1);
            tell(harness, CameraEvent.SILENT);
            tell(harness, CameraEvent.SILENT);
            add(harness, 8000, 0.2f, 1);
            add(harness, 10_000, 0.2f, 1);
            add(harness, 20_000, 0.2f, NOBODY);
            assertThat(windows(harness))
                    .containsExactly(
                            "1: 0-10000 r0 n1", "1: 0-10000 r1 n2", "1: 10000-20000 r0 n1");
        }
    }

    @Test
    void whatComesAfterAClockWasSetBackOverrulesWhatWasIssuedBefore() throws Exception {
        try (var harness = rooms(WindowType.TUMBLING)) {
            harness.open();
            add(harness, 1000, 0.2f, 1, 2);
            add(harness, 11_000, 0.2f, 1, 2);
            tell(harness, CameraEvent.SET_BACK);
            add(harness, 2000, 0.2f, 3, 4);
            add(harness, 3000, 0.2f, 3, 4);
            add(harness, 10_000, 0.2f, NOBODY);
            assertThat(harness.extractOutputValues())
                    .extracting(
                            w ->
                                    "%d r%d n%d"
                                            .formatted(
                                                    w.getWindowStart().toEpochMilli(),
                                                    w.getRevision(),
                                                    w.getObservations()))
                    .containsExactly("0 r0 n2", "10000 r0 n2", "0 r1 n4");
        }
    }

    @Test
    void saysHowTheFramesWereThinned() throws Exception {
        try (var harness = persons(WindowType.TUMBLING, Duration.ZERO)) {
            harness.open();
            harness.processElement(
                    frame(CameraEvent.FRAME, 1000, 0.2f, new Sampling(10, 1), 1), 1000);
            harness.processElement(
                    frame(CameraEvent.FRAME, 1400, 0.2f, new Sampling(2.5, 3), 1), 1400);
            harness.processElement(
                    frame(CameraEvent.FRAME, 1600, 0.2f, new Sampling(5, 2), 1), 1600);
            add(harness, 10_000, 0, NOBODY);
            ExpressionWindow window = harness.extractOutputValues().get(0);
            assertThat(window.getFrameCoverage()).isCloseTo(3 / 9.0, within(1e-12));
            assertThat(window.getMaxFramesPerSecond()).isEqualTo(2.5);
        }
    }

    @ParameterizedTest
    @EnumSource(WindowType.class)
    void continuesAfterARestoreAsIfNothingHadHappened(WindowType type) throws Exception {
        Random random = new Random(11);
        List<TrackedFrame> frames = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < 200; i++) {
            time += 100 + random.nextInt(1500);
            long[] persons = random.longs(1 + random.nextInt(3), 1, 5).distinct().toArray();
            boolean late = i > 20 && random.nextInt(5) == 0;
            frames.add(
                    frame(
                            late ? CameraEvent.LATE_FRAME : CameraEvent.FRAME,
                            late ? time - 1 - random.nextInt(4000) : time,
                            random.nextFloat(),
                            persons));
            if (random.nextInt(40) == 0) {
                frames.add(frame(CameraEvent.SILENT, 0, 0));
            }
        }
        frames.add(frame(CameraEvent.FORGOTTEN, 0, 0));
        List<ExpressionWindow> undisturbed;
        try (var harness = persons(type, Duration.ofSeconds(5))) {
            harness.open();
            for (TrackedFrame frame : frames) {
                harness.processElement(frame, 0);
            }
            undisturbed = harness.extractOutputValues();
        }
        assertThat(undisturbed).extracting(ExpressionWindow::getRevision).contains(0, 1);
        assertThat(
                        undisturbed.stream()
                                .map(
                                        w ->
                                                "%d %s %s %d"
                                                        .formatted(
                                                                w.getPersonId(),
                                                                w.getWindowStart(),
                                                                w.getWindowEnd(),
                                                                w.getRevision())))
                .doesNotHaveDuplicates();
        List<ExpressionWindow> disturbed;
        OperatorSubtaskState snapshot;
        try (var harness = persons(type, Duration.ofSeconds(5))) {
            harness.open();
            for (TrackedFrame frame : frames.subList(0, 97)) {
                harness.processElement(frame, 0);
            }
            disturbed = new ArrayList<>(harness.extractOutputValues());
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = persons(type, Duration.ofSeconds(5))) {
            harness.initializeState(snapshot);
            harness.open();
            for (TrackedFrame frame : frames.subList(97, frames.size())) {
                harness.processElement(frame, 0);
            }
            disturbed.addAll(harness.extractOutputValues());
        }
        assertThat(disturbed).isEqualTo(undisturbed);
    }

    @Test
    void saysNothingOfARoomWithTooFewPersons() throws Exception {
        try (var harness = rooms(WindowType.TUMBLING)) {
            harness.open();
            add(harness, 1000, 0.2f, 1);
            add(harness, 11_000, 0.2f, 1);
            add(harness, 11_500, 0.8f, 2);
            add(harness, 30_000, 0, NOBODY);
            List<RoomWindow> rooms = harness.extractOutputValues();
            assertThat(rooms).hasSize(1);
            assertThat(rooms.get(0).getPersons()).isEqualTo(2);
            assertThat(rooms.get(0).getRevision()).isZero();
            assertThat(rooms.get(0).getWindowStart().toEpochMilli()).isEqualTo(10_000);
            assertThat(rooms.get(0).getDistribution().get("happiness"))
                    .isCloseTo(0.5, within(1e-6));
        }
    }

    @Test
    void windowsOfFacesThatCannotBeReadAbstain() throws Exception {
        try (var persons = persons(WindowType.TUMBLING, Duration.ZERO);
                var rooms = rooms(WindowType.TUMBLING)) {
            persons.open();
            rooms.open();
            for (int i = 0; i < 20; i++) {
                // at first 0.1, then 0.3: the first window's mean is below 0.2, the second's is not
                float quality = i < 10 ? 0.1f : 0.3f;
                TrackedFrame frame =
                        frame(CameraEvent.FRAME, 1000 * i, 0.7f, quality, Sampling.NONE, 1, 2);
                persons.processElement(frame, 1000 * i);
                rooms.processElement(frame, 1000 * i);
            }
            TrackedFrame end = frame(CameraEvent.FORGOTTEN, 0, 0);
            persons.processElement(end, 0);
            rooms.processElement(end, 0);

            assertThat(persons.extractOutputValues())
                    .extracting(
                            ExpressionWindow::getPersonId,
                            window -> window.getWindowStart().toEpochMilli(),
                            ExpressionWindow::getAbstained)
                    .containsExactlyInAnyOrder(
                            tuple(1L, 0L, true),
                            tuple(2L, 0L, true),
                            tuple(1L, 10_000L, false),
                            tuple(2L, 10_000L, false));
            assertThat(rooms.extractOutputValues())
                    .extracting(RoomWindow::getAbstained)
                    .containsExactly(true, false);
            assertThat(persons.extractOutputValues())
                    .extracting(ExpressionWindow::getDominant)
                    .containsOnly("happiness");
        }
    }
}
