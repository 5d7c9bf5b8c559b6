package io.countenance.job.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countenance.job.frame.FrameOrigin;
import io.countenance.job.track.PersonObservation;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.RoomWindow;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AggregateExpressionsTest {

    private static WindowOptions options(WindowType type, Duration lateness) {
        return new WindowOptions(
                type,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                lateness,
                2);
    }

    @SuppressWarnings("unchecked")
    private static <T> KeyedOneInputStreamOperatorTestHarness<String, PersonObservation, T> harness(
            Function<DataStream<PersonObservation>, SingleOutputStreamOperator<T>> windows,
            boolean byPerson)
            throws Exception {
        DataStream<PersonObservation> none =
                StreamExecutionEnvironment.getExecutionEnvironment()
                        .fromData(
                                TypeInformation.of(PersonObservation.class), observation(1, 0, 1));
        var transformation =
                (OneInputTransformation<PersonObservation, T>)
                        windows.apply(none).getTransformation();
        return new KeyedOneInputStreamOperatorTestHarness<>(
                transformation.getOperator(),
                byPerson ? PersonObservation::personKey : PersonObservation::cameraId,
                Types.STRING);
    }

    private static KeyedOneInputStreamOperatorTestHarness<
                    String, PersonObservation, ExpressionWindow>
            persons(WindowType type, Duration lateness) throws Exception {
        return harness(new AggregateExpressions(options(type, lateness))::byPerson, true);
    }

    private static PersonObservation observation(long person, long time, float happiness) {
        return new PersonObservation(
                "hall",
                person,
                time / 100,
                time,
                new String[] {"neutral", "happiness"},
                new float[] {1 - happiness, happiness},
                0.5f,
                "model@0123456789ab",
                new FrameOrigin("video-frames", 0, time));
    }

    private static void add(
            KeyedOneInputStreamOperatorTestHarness<String, PersonObservation, ?> harness,
            long person,
            long time,
            float happiness)
            throws Exception {
        harness.processElement(observation(person, time, happiness), time);
    }

    private static List<String> windows(
            KeyedOneInputStreamOperatorTestHarness<String, PersonObservation, ExpressionWindow>
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
            add(harness, 1, 1000, 0.2f);
            add(harness, 1, 1100, 0.4f);
            add(harness, 2, 1100, 0.9f);
            add(harness, 1, 12_000, 0.6f);
            harness.processWatermark(30_000);
            assertThat(windows(harness))
                    .containsExactlyInAnyOrder(
                            "1: 0-10000 r0 n2", "2: 0-10000 r0 n1", "1: 10000-20000 r0 n1");
            ExpressionWindow first =
                    harness.extractOutputValues().stream()
                            .filter(w -> w.getObservations() == 2)
                            .findFirst()
                            .orElseThrow();
            assertThat(first.getDistribution().get("happiness")).isCloseTo(0.3, within(1e-6));
            assertThat(first.getDominant()).isEqualTo("neutral");
            assertThat(first.getCoverage()).isCloseTo(0.01, within(1e-9));
            assertThat(first.getFirstSeen().toEpochMilli()).isEqualTo(1000);
            assertThat(first.getLastSeen().toEpochMilli()).isEqualTo(1100);
            assertThat(first.getMeanQuality()).isCloseTo(0.5, within(1e-6));
            assertThat(first.getModelIds()).containsExactly("model@0123456789ab");
        }
    }

    @Test
    void overlapsSlidingWindows() throws Exception {
        try (var harness = persons(WindowType.SLIDING, Duration.ZERO)) {
            harness.open();
            add(harness, 1, 7000, 0.2f);
            harness.processWatermark(30_000);
            assertThat(windows(harness)).containsExactly("1: 0-10000 r0 n1", "1: 5000-15000 r0 n1");
        }
    }

    @Test
    void reissuesAWindowForEachLateObservation() throws Exception {
        try (var harness = persons(WindowType.TUMBLING, Duration.ofSeconds(5))) {
            harness.open();
            add(harness, 1, 1000, 0.2f);
            harness.processWatermark(10_000);
            add(harness, 1, 2000, 0.2f);
            add(harness, 1, 3000, 0.2f);
            assertThat(windows(harness))
                    .containsExactly("1: 0-10000 r0 n1", "1: 0-10000 r1 n2", "1: 0-10000 r2 n3");
        }
    }

    @Test
    void letsAMergedSessionOverruleThoseItGrewOver() throws Exception {
        try (var harness = persons(WindowType.SESSION, Duration.ofSeconds(20))) {
            harness.open();
            add(harness, 1, 1000, 0.2f);
            add(harness, 1, 6000, 0.2f);
            harness.processWatermark(10_000);
            add(harness, 1, 3500, 0.2f);
            assertThat(windows(harness))
                    .containsExactly(
                            "1: 1000-4000 r0 n1", "1: 6000-9000 r0 n1", "1: 1000-9000 r1 n3");
        }
    }

    @Test
    void continuesAfterARestore() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = persons(WindowType.TUMBLING, Duration.ofSeconds(5))) {
            harness.open();
            add(harness, 1, 1000, 0.2f);
            harness.processWatermark(10_000);
            add(harness, 1, 11_000, 0.2f);
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = persons(WindowType.TUMBLING, Duration.ofSeconds(5))) {
            harness.initializeState(snapshot);
            harness.open();
            harness.processWatermark(10_000);
            add(harness, 1, 2000, 0.2f);
            harness.processWatermark(20_000);
            assertThat(windows(harness))
                    .containsExactly("1: 0-10000 r1 n2", "1: 10000-20000 r0 n1");
        }
    }

    @Test
    void saysNothingOfARoomWithTooFewPersons() throws Exception {
        try (var harness =
                AggregateExpressionsTest.<RoomWindow>harness(
                        new AggregateExpressions(options(WindowType.TUMBLING, Duration.ZERO))
                                ::byRoom,
                        false)) {
            harness.open();
            add(harness, 1, 1000, 0.2f);
            add(harness, 1, 11_000, 0.2f);
            add(harness, 2, 11_500, 0.8f);
            harness.processWatermark(30_000);
            List<RoomWindow> rooms = harness.extractOutputValues();
            assertThat(rooms).hasSize(1);
            assertThat(rooms.get(0).getPersons()).isEqualTo(2);
            assertThat(rooms.get(0).getWindowStart().toEpochMilli()).isEqualTo(10_000);
            assertThat(rooms.get(0).getDistribution().get("happiness"))
                    .isCloseTo(0.5, within(1e-6));
        }
    }
}
