package io.countenance.job.track;

import io.countenance.job.deadletter.DeadLetters;
import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.frame.Refusal;
import io.countenance.job.frame.Stage;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.ReasonCode;
import io.countenance.vision.track.CameraTracks;
import io.countenance.vision.track.PersonTracker;
import io.countenance.vision.track.TrackedDetection;
import io.countenance.vision.track.TrackerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Follows the persons before one camera. Keyed by camera. In: {@link FrameFaces}, in any order.
 * Out: a {@link PersonObservation} for each face of a confirmed person; a {@link FaceExpression}
 * for each face and a {@link FrameResult} for each frame on side outputs; frames that come too late
 * or twice to {@link DeadLetters#TAG}.
 *
 * <p>Frames wait in state until the watermark has passed them and are then taken in the order of
 * capture time and sequence number, so that the result does not depend on the order of arrival. A
 * frame behind the watermark, but not by more than the allowed lateness, is matched with the
 * persons already known and changes no track.
 */
public final class TrackPersons
        extends KeyedProcessFunction<String, FrameFaces, PersonObservation> {

    /** A record for each face of each frame. */
    public static final OutputTag<FaceExpression> FACE_EXPRESSIONS =
            new OutputTag<>("face-expressions", new AvroTypeInfo<>(FaceExpression.class));

    /** A record for each frame that was read. */
    public static final OutputTag<FrameResult> FRAME_RESULTS =
            new OutputTag<>("frame-results", new AvroTypeInfo<>(FrameResult.class));

    private static final long serialVersionUID = 1;

    private final TrackerOptions options;
    private final long allowedLateness;

    private transient PersonTracker tracker;
    private transient MapState<Long, List<FrameFaces>> waiting;
    private transient MapState<Long, List<Long>> taken;
    private transient ValueState<CameraTracks> tracks;
    private transient DeadLetters deadLetters;
    private transient Counter framesClassified;

    public TrackPersons(TrackerOptions options, Duration allowedLateness) {
        this.options = options;
        this.allowedLateness = allowedLateness.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        tracker = new PersonTracker(options);
        deadLetters = new DeadLetters(getRuntimeContext().getMetricGroup());
        framesClassified = getRuntimeContext().getMetricGroup().counter("framesClassified");
        waiting =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "waiting-frames",
                                        Types.LONG,
                                        Types.LIST(TypeInformation.of(FrameFaces.class))));
        taken =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "taken-frames", Types.LONG, Types.LIST(Types.LONG)));
        tracks =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "tracks", TypeInformation.of(CameraTracks.class)));
    }

    @Override
    public void processElement(FrameFaces frame, Context context, Collector<PersonObservation> out)
            throws Exception {
        long time = frame.captureTime();
        CameraTracks known = tracks.value();
        // A restored job starts without a watermark, but its tracks are where they were.
        long passed =
                Math.max(
                        context.timerService().currentWatermark(),
                        known == null ? Long.MIN_VALUE : known.lastCaptureTime);
        if (time <= passed) {
            takeLate(frame, passed, known, context, out);
            return;
        }
        List<FrameFaces> together = waiting.get(time);
        if (together == null) {
            together = new ArrayList<>(1);
            context.timerService().registerEventTimeTimer(time);
        }
        for (FrameFaces other : together) {
            if (other.sequenceNumber() == frame.sequenceNumber()) {
                refuseDuplicate(frame, context);
                return;
            }
        }
        together.add(frame);
        waiting.put(time, together);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<PersonObservation> out)
            throws Exception {
        if (allowedLateness > 0) {
            taken.remove(time - allowedLateness);
        }
        List<FrameFaces> waited = waiting.get(time);
        if (waited == null) {
            return;
        }
        List<FrameFaces> together = new ArrayList<>(waited);
        waiting.remove(time);
        together.sort(Comparator.comparingLong(FrameFaces::sequenceNumber));
        CameraTracks known = tracks.value();
        if (known == null) {
            known = new CameraTracks();
        }
        for (FrameFaces frame : together) {
            emit(frame, tracker.update(known, time, detections(frame)), context, out);
            remember(frame, context);
        }
        tracks.update(known);
    }

    private void takeLate(
            FrameFaces frame,
            long passed,
            @Nullable CameraTracks known,
            Context context,
            Collector<PersonObservation> out)
            throws Exception {
        long time = frame.captureTime();
        if (passed == Long.MAX_VALUE || time + allowedLateness <= passed || known == null) {
            refuse(
                    frame,
                    ReasonCode.LATE_FRAME,
                    "Capture time %d ms is %d ms behind the watermark; %d ms are allowed (windows.allowed-lateness)."
                            .formatted(time, passed - time, allowedLateness),
                    context);
            return;
        }
        List<Long> others = taken.get(time);
        if (others != null && others.contains(frame.sequenceNumber())) {
            refuseDuplicate(frame, context);
            return;
        }
        emit(frame, tracker.match(known, time, detections(frame)), context, out);
        remember(frame, context);
    }

    /** Late frames may come twice, so what was taken is known for as long as they are. */
    private void remember(FrameFaces frame, Context context) throws Exception {
        if (allowedLateness == 0) {
            return;
        }
        List<Long> numbers = taken.get(frame.captureTime());
        numbers = numbers == null ? new ArrayList<>(1) : numbers;
        numbers.add(frame.sequenceNumber());
        taken.put(frame.captureTime(), numbers);
        context.timerService().registerEventTimeTimer(frame.captureTime() + allowedLateness);
    }

    private void emit(
            FrameFaces frame, long[] personIds, Context context, Collector<PersonObservation> out) {
        for (int i = 0; i < personIds.length; i++) {
            FaceReading face = frame.faces().get(i);
            context.output(FACE_EXPRESSIONS, FaceExpressions.of(frame, face, personIds[i]));
            if (personIds[i] > 0) {
                out.collect(
                        new PersonObservation(
                                frame.cameraId(),
                                personIds[i],
                                frame.sequenceNumber(),
                                frame.captureTime(),
                                frame.labels(),
                                face.distribution(),
                                face.quality().score(),
                                frame.modelId(),
                                frame.origin()));
            }
        }
        framesClassified.inc();
        context.output(
                FRAME_RESULTS,
                FrameResult.newBuilder()
                        .setCameraId(frame.cameraId())
                        .setSequenceNumber(frame.sequenceNumber())
                        .setCaptureTime(Instant.ofEpochMilli(frame.captureTime()))
                        .setOutcome(FrameOutcome.CLASSIFIED)
                        .setFaces(personIds.length)
                        .setModelId(frame.modelId())
                        .build());
    }

    private void refuseDuplicate(FrameFaces frame, Context context) {
        refuse(
                frame,
                ReasonCode.DUPLICATE_FRAME,
                "Frame %d with capture time %d ms was there already."
                        .formatted(frame.sequenceNumber(), frame.captureTime()),
                context);
    }

    private void refuse(FrameFaces frame, ReasonCode reason, String message, Context context) {
        context.output(
                DeadLetters.TAG,
                deadLetters.frame(frame, Refusal.of(Stage.TRACK, reason, message)));
    }

    private static List<TrackedDetection> detections(FrameFaces frame) {
        List<TrackedDetection> detections = new ArrayList<>(frame.faces().size());
        for (FaceReading face : frame.faces()) {
            detections.add(new TrackedDetection(face.box(), face.score()));
        }
        return detections;
    }
}
