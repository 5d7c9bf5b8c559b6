package io.countenance.job.state;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.connectors.source.Sampling;
import io.countenance.job.deadletter.DeadLetters;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.frame.TestFrames;
import io.countenance.job.order.CameraEvent;
import io.countenance.job.order.CameraTimeOptions;
import io.countenance.job.order.OrderFrames;
import io.countenance.job.order.OrderedFrame;
import io.countenance.job.sample.SampleFrames;
import io.countenance.job.sample.SampleOptions;
import io.countenance.job.track.PersonObservation;
import io.countenance.job.track.TrackPersons;
import io.countenance.job.track.TrackedFrame;
import io.countenance.job.window.AggregateExpressions;
import io.countenance.job.window.WindowOptions;
import io.countenance.job.window.WindowType;
import io.countenance.vision.track.TrackerOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The operators of the job that have state. */
final class Rehearsals {

    private static final long START = 1_767_225_600_000L;
    private static final long HOUR = 3_600_000;
    private static final int FRAME_MILLIS = 100;
    private static final int MAX_CAMERAS = 10;

    private Rehearsals() {}

    static List<Rehearsal<?, ?>> all() {
        return List.of(
                sampleFrames(),
                orderFrames(),
                trackPersons(),
                aggregate("aggregate-expressions", AggregateExpressions::byPerson),
                aggregate("aggregate-rooms", AggregateExpressions::byRoom));
    }

    /** Two cameras are thinned, and the source has lagged by one step. */
    private static Rehearsal<IngestedFrame, IngestedFrame> sampleFrames() {
        SampleOptions options =
                new SampleOptions(
                        8,
                        true,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(4),
                        Duration.ofHours(1));
        return new Rehearsal<>(
                "sample-frames",
                () ->
                        new OneInputStreamOperatorTestHarness<>(
                                new ProcessOperator<>(new SampleFrames(options, MAX_CAMERAS))),
                harness -> laggingFrames(harness, 0, 60),
                harness -> laggingFrames(harness, 60, 78),
                List.of(SampleFrames.SAMPLED_OUT));
    }

    private static void laggingFrames(
            OneInputStreamOperatorTestHarness<IngestedFrame, IngestedFrame> harness,
            int from,
            int to)
            throws Exception {
        for (int number = from; number < to; number++) {
            long time = START + number * FRAME_MILLIS;
            harness.setProcessingTime(time + HOUR);
            for (String camera : List.of("hall", "lobby")) {
                harness.processElement(
                        new IngestedFrame(
                                camera,
                                number,
                                IngestedFrame.NO_HASH,
                                time,
                                time,
                                640,
                                480,
                                new byte[] {1},
                                "video-frames",
                                0,
                                number,
                                null,
                                null,
                                Sampling.NONE),
                        time);
            }
        }
    }

    /**
     * One camera has frames that wait, were taken and are strays; another one has fallen silent.
     */
    private static Rehearsal<FrameFaces, OrderedFrame> orderFrames() {
        CameraTimeOptions options =
                new CameraTimeOptions(
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1),
                        3,
                        Duration.ofSeconds(5),
                        Duration.ofDays(1));
        return new Rehearsal<>(
                "order-frames",
                () -> keyed(new OrderFrames(options, MAX_CAMERAS), FrameFaces::cameraId),
                harness -> {
                    frame(harness, "silent", 0, START);
                    frame(harness, "silent", 1, START + FRAME_MILLIS);
                    harness.processWatermark(START + 10_000);
                    for (int number : new int[] {100, 102, 101, 104, 103, 105, 107}) {
                        frame(harness, "hall", number, START + number * FRAME_MILLIS);
                    }
                    frame(harness, "hall", 200, START + HOUR);
                    frame(harness, "hall", 201, START + HOUR + FRAME_MILLIS);
                },
                harness -> {
                    // No state of the operator's: a source that is restored sends it again.
                    harness.processWatermark(START + 10_000);
                    frame(harness, "hall", 202, START + HOUR + 2 * FRAME_MILLIS);
                    frame(harness, "hall", 202, START + HOUR + 2 * FRAME_MILLIS);
                    frame(harness, "hall", 105, START + 105 * FRAME_MILLIS);
                    frame(harness, "silent", 1, START + FRAME_MILLIS);
                    frame(harness, "silent", 2, START + 2 * FRAME_MILLIS);
                    harness.processWatermark(START + 2 * HOUR);
                    harness.processWatermark(START + 100 * HOUR);
                    harness.processWatermark(Long.MAX_VALUE);
                },
                List.of(DeadLetters.TAG));
    }

    private static void frame(
            OneInputStreamOperatorTestHarness<FrameFaces, OrderedFrame> harness,
            String camera,
            long number,
            long time)
            throws Exception {
        harness.processElement(TestFrames.numbered(camera, number, time), time);
    }

    /** Two persons before each of two cameras are known, one of which goes on with late frames. */
    private static Rehearsal<OrderedFrame, TrackedFrame> trackPersons() {
        return new Rehearsal<>(
                "track-persons",
                () ->
                        keyed(
                                new TrackPersons(TrackerOptions.defaults(), MAX_CAMERAS),
                                OrderedFrame::cameraId),
                harness -> track(harness, 0, 12),
                harness -> {
                    ordered(harness, CameraEvent.LATE_FRAME, "hall", 7);
                    track(harness, 12, 20);
                    harness.processElement(
                            new OrderedFrame("hall", CameraEvent.SET_BACK, null), START);
                    for (int number = 0; number < 5; number++) {
                        ordered(harness, CameraEvent.FRAME, "hall", number);
                    }
                },
                List.of(TrackPersons.FACE_EXPRESSIONS, TrackPersons.FRAME_RESULTS));
    }

    private static void track(
            OneInputStreamOperatorTestHarness<OrderedFrame, TrackedFrame> harness, int from, int to)
            throws Exception {
        for (int number = from; number < to; number++) {
            ordered(harness, CameraEvent.FRAME, "hall", number);
            ordered(harness, CameraEvent.FRAME, "lobby", number);
        }
    }

    private static void ordered(
            OneInputStreamOperatorTestHarness<OrderedFrame, TrackedFrame> harness,
            CameraEvent event,
            String camera,
            int number)
            throws Exception {
        long time = START + (long) number * FRAME_MILLIS;
        harness.processElement(
                new OrderedFrame(camera, event, TestFrames.numbered(camera, number, time)), time);
    }

    /** One window is open, another was issued and may come again. */
    private static <R> Rehearsal<TrackedFrame, R> aggregate(String uid, Windows<R> windows) {
        AggregateExpressions aggregation =
                new AggregateExpressions(
                        new WindowOptions(
                                WindowType.TUMBLING,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(20),
                                2,
                                0.2));
        return new Rehearsal<>(
                uid,
                () -> keyed(streams -> windows.of(aggregation, streams)),
                harness -> {
                    observe(harness, CameraEvent.FRAME, 1000, 0.2f);
                    observe(harness, CameraEvent.FRAME, 1100, 0.9f);
                    observe(harness, CameraEvent.FRAME, 11_000, 0.3f);
                    observe(harness, CameraEvent.FRAME, 11_200, 0.7f);
                },
                harness -> {
                    observe(harness, CameraEvent.LATE_FRAME, 1200, 0.5f);
                    observe(harness, CameraEvent.FRAME, 11_300, 0.1f);
                    observe(harness, CameraEvent.FRAME, 20_000, 0.6f);
                    harness.processElement(
                            new TrackedFrame("hall", CameraEvent.SET_BACK, 0, List.of()), START);
                    observe(harness, CameraEvent.FRAME, 500, 0.4f);
                    harness.processElement(
                            new TrackedFrame("hall", CameraEvent.FORGOTTEN, 0, List.of()), START);
                },
                List.of());
    }

    private static void observe(
            OneInputStreamOperatorTestHarness<TrackedFrame, ?> harness,
            CameraEvent event,
            long after,
            float happiness)
            throws Exception {
        long time = START + after;
        harness.processElement(
                new TrackedFrame(
                        "hall",
                        event,
                        time,
                        List.of(
                                observation(1, time, happiness),
                                observation(2, time, 1 - happiness))),
                time);
    }

    private static PersonObservation observation(long person, long time, float happiness) {
        return new PersonObservation(
                person,
                time,
                new String[] {"neutral", "happiness"},
                new float[] {1 - happiness, happiness},
                0.75f,
                "model@0123456789ab",
                new Sampling(5, 1));
    }

    /** One of the ways to sum up. */
    private interface Windows<R> {
        SingleOutputStreamOperator<R> of(
                AggregateExpressions aggregation, KeyedStream<TrackedFrame, String> frames);
    }

    private static <I, O> OneInputStreamOperatorTestHarness<I, O> keyed(
            KeyedProcessFunction<String, I, O> function, KeySelector<I, String> camera)
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), camera, Types.STRING);
    }

    /** The operator that is added to a stream. */
    @SuppressWarnings("unchecked")
    private static <O> OneInputStreamOperatorTestHarness<TrackedFrame, O> keyed(
            Function<KeyedStream<TrackedFrame, String>, SingleOutputStreamOperator<O>> added)
            throws Exception {
        KeyedStream<TrackedFrame, String> frames =
                StreamExecutionEnvironment.getExecutionEnvironment()
                        .fromData(
                                TypeInformation.of(TrackedFrame.class),
                                new TrackedFrame("hall", CameraEvent.FRAME, 0, List.of()))
                        .keyBy(TrackedFrame::cameraId);
        var transformation =
                (OneInputTransformation<TrackedFrame, O>) added.apply(frames).getTransformation();
        return new KeyedOneInputStreamOperatorTestHarness<>(
                transformation.getOperator(), TrackedFrame::cameraId, Types.STRING);
    }
}
