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
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

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
    private transient ValueState<CameraTracks> tracks;
    private transient DeadLetters deadLetters;

    public TrackPersons(TrackerOptions options, Duration allowedLateness) {
        this.options = options;
        this.allowedLateness = allowedLateness.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        tracker = new PersonTracker(options);
        deadLetters = new DeadLetters(getRuntimeContext().getMetricGroup());
        waiting =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "waiting-frames",
                                        Types.LONG,
                                        Types.LIST(TypeInformation.of(FrameFaces.class))));
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
        long watermark = context.timerService().currentWatermark();
        if (time <= watermark) {
            takeLate(frame, watermark, context, out);
            return;
        }
        List<FrameFaces> together = waiting.get(time);
        if (together == null) {
            together = new ArrayList<>(1);
            context.timerService().registerEventTimeTimer(time);
        }
        for (FrameFaces other : together) {
            if (other.sequenceNumber() == frame.sequenceNumber()) {
                refuse(
                        frame,
                        ReasonCode.DUPLICATE_FRAME,
                        "Frame %d with capture time %d ms was there already, at %s."
                                .formatted(frame.sequenceNumber(), time, other.origin()),
                        context);
                return;
            }
        }
        together.add(frame);
        waiting.put(time, together);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<PersonObservation> out)
            throws Exception {
        List<FrameFaces> together = new ArrayList<>(waiting.get(time));
        waiting.remove(time);
        together.sort(Comparator.comparingLong(FrameFaces::sequenceNumber));
        CameraTracks known = tracks.value();
        if (known == null) {
            known = new CameraTracks();
        }
        for (FrameFaces frame : together) {
            emit(frame, tracker.update(known, time, detections(frame)), context, out);
        }
        tracks.update(known);
    }

    private void takeLate(
            FrameFaces frame, long watermark, Context context, Collector<PersonObservation> out)
            throws Exception {
        long time = frame.captureTime();
        CameraTracks known = tracks.value();
        if (watermark == Long.MAX_VALUE || time + allowedLateness <= watermark || known == null) {
            refuse(
                    frame,
                    ReasonCode.LATE_FRAME,
                    "Capture time %d ms is %d ms behind the watermark; %d ms are allowed (windows.allowed-lateness)."
                            .formatted(time, watermark - time, allowedLateness),
                    context);
            return;
        }
        emit(frame, tracker.match(known, time, detections(frame)), context, out);
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
