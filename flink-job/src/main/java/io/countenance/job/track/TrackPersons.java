package io.countenance.job.track;

import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.metrics.FaceFate;
import io.countenance.job.metrics.FrameCounts;
import io.countenance.job.metrics.FrameFate;
import io.countenance.job.order.OrderedFrame;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import io.countenance.vision.identity.FaceInTrack;
import io.countenance.vision.identity.IdentityOptions;
import io.countenance.vision.identity.OpenTracks;
import io.countenance.vision.identity.PersonGallery;
import io.countenance.vision.identity.PersonIdentities;
import io.countenance.vision.track.CameraTracks;
import io.countenance.vision.track.PersonTracker;
import io.countenance.vision.track.TrackedDetection;
import io.countenance.vision.track.TrackerOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Follows the persons before one camera. Keyed by camera. In: {@link OrderedFrame}. Out: a {@link
 * TrackedFrame} for each; a {@link FaceExpression} for each face and a {@link FrameResult} for each
 * frame on side outputs.
 *
 * <p>With identity options a track's person is found by {@link PersonIdentities}: embeddings of
 * faces come in, and go nowhere but into the state {@code gallery} and {@code open-tracks}. Who was
 * not seen for the time to live is forgotten by the camera's own frames, and where it sends none
 * any more, by the watermark, a minute later.
 *
 * <p>A late frame is matched with the persons already known and changes no track. Where a camera's
 * clock was set back its tracks end, but no person's number is given again; once a camera is
 * forgotten, they are counted from 1 again.
 */
public final class TrackPersons extends KeyedProcessFunction<String, OrderedFrame, TrackedFrame> {

    /** A record for each face of each frame. */
    public static final OutputTag<FaceExpression> FACE_EXPRESSIONS =
            new OutputTag<>("face-expressions", new AvroTypeInfo<>(FaceExpression.class));

    /** A record for each frame that was read. */
    public static final OutputTag<FrameResult> FRAME_RESULTS =
            new OutputTag<>("frame-results", new AvroTypeInfo<>(FrameResult.class));

    private static final long serialVersionUID = 1;
    private static final int REMEMBERED_FRAMES = 500;

    /**
     * How much later than by the camera's own frames the watermark makes forget: frames that wait
     * for their turn must find what they would find on a replay.
     */
    private static final long FORGETTING_DELAY = 60_000;

    private final TrackerOptions options;
    private final @Nullable IdentityOptions identityOptions;
    private final int maxCameras;

    private transient PersonTracker tracker;
    private transient ValueState<CameraTracks> tracks;
    private transient FrameCounts counts;
    private transient Histogram latency;
    private transient @Nullable PersonIdentities identities;
    private transient ValueState<OpenTracks> openTracks;
    private transient ValueState<PersonGallery> galleries;

    /** Tells persons apart by their tracks; with metrics of at most {@code maxCameras} cameras. */
    public TrackPersons(TrackerOptions options, int maxCameras) {
        this(options, null, maxCameras);
    }

    /** With identity options tells persons apart by their faces, too. */
    public TrackPersons(
            TrackerOptions options, @Nullable IdentityOptions identityOptions, int maxCameras) {
        this.options = options;
        this.identityOptions = identityOptions;
        this.maxCameras = maxCameras;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        tracker = new PersonTracker(options);
        counts =
                new FrameCounts(
                        metrics,
                        maxCameras,
                        Set.of(FrameFate.CLASSIFIED),
                        Set.of(FaceFate.FOLLOWED, FaceFate.UNFOLLOWED));
        latency =
                metrics.histogram(
                        "frameLatencyMilliseconds",
                        new DescriptiveStatisticsHistogram(REMEMBERED_FRAMES));
        tracks =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "tracks", TypeInformation.of(CameraTracks.class)));
        identities = identityOptions == null ? null : new PersonIdentities(identityOptions);
        // Known also where they are not used: what an earlier run left there is to be forgotten.
        openTracks =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "open-tracks", TypeInformation.of(OpenTracks.class)));
        galleries =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "gallery", TypeInformation.of(PersonGallery.class)));
    }

    @Override
    public void processElement(OrderedFrame ordered, Context context, Collector<TrackedFrame> out)
            throws Exception {
        CameraTracks known = tracks.value();
        if (known == null) {
            known = new CameraTracks();
        }
        FrameFaces frame = ordered.frame();
        switch (ordered.event()) {
            case FRAME -> {
                long firstFreePersonId = known.nextPersonId;
                if (identities == null && openTracks.value() != null) {
                    // An earlier run told persons by their faces: its numbers are no track's.
                    known.tracks.clear();
                    openTracks.clear();
                    galleries.clear();
                }
                long[] trackIds = tracker.update(known, frame.captureTime(), detections(frame));
                tracks.update(known);
                emit(
                        ordered,
                        identified(frame, trackIds, firstFreePersonId, context),
                        context,
                        out);
            }
            case LATE_FRAME -> {
                long[] trackIds = tracker.match(known, frame.captureTime(), detections(frame));
                emit(ordered, known(trackIds), context, out);
            }
            case SET_BACK -> {
                CameraTracks anew = new CameraTracks();
                anew.nextPersonId = known.nextPersonId;
                tracks.update(anew);
                forgetFaces();
                pass(ordered, out);
            }
            case FORGOTTEN -> {
                tracks.clear();
                openTracks.clear();
                galleries.clear();
                pass(ordered, out);
            }
            case SILENT -> pass(ordered, out);
        }
    }

    private long[] identified(
            FrameFaces frame, long[] trackIds, long firstFreePersonId, Context context)
            throws Exception {
        if (identities == null) {
            return trackIds;
        }
        List<FaceInTrack> faces = new ArrayList<>(trackIds.length);
        for (int i = 0; i < trackIds.length; i++) {
            FaceReading face = frame.faces().get(i);
            faces.add(new FaceInTrack(trackIds[i], face.embedding(), face.quality().score()));
        }
        OpenTracks open = openTracks.value();
        if (open == null) {
            open = new OpenTracks();
            // An earlier run may have given numbers to tracks.
            open.nextPersonId = firstFreePersonId;
        }
        open.latest = frame.captureTime();
        open.seen = Math.max(open.latest, context.timerService().currentWatermark());
        LoadedGallery gallery = new LoadedGallery(galleries);
        long[] personIds = identities.identify(open, gallery, frame.captureTime(), faces);
        openTracks.update(open);
        if (gallery.store()) {
            watchForgetting(
                    open.seen + identityOptions.ttl().toMillis() + FORGETTING_DELAY,
                    context.timerService());
        }
        return personIds;
    }

    private long[] known(long[] trackIds) throws Exception {
        if (identities == null) {
            return trackIds;
        }
        OpenTracks open = openTracks.value();
        return PersonIdentities.known(open == null ? new OpenTracks() : open, trackIds);
    }

    /** One timer for each minute at most: all of the same minute are one. */
    private static void watchForgetting(long due, TimerService timers) {
        timers.registerEventTimeTimer(
                Math.floorDiv(due, FORGETTING_DELAY) * FORGETTING_DELAY + FORGETTING_DELAY);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<TrackedFrame> out)
            throws Exception {
        OpenTracks open = openTracks.value();
        if (identities == null) {
            galleries.clear();
            openTracks.clear();
        } else if (open != null) {
            // The camera's own time: the watermark's, less what it was ahead of the camera.
            long now = open.latest + Math.max(0, timestamp - FORGETTING_DELAY - open.seen);
            open.tracks.removeIf(track -> track.lastSeen + identityOptions.ttl().toMillis() < now);
            openTracks.update(open);
            PersonGallery gallery = galleries.value();
            if (gallery != null) {
                identities.forget(open, gallery, now);
                if (gallery.persons.isEmpty()) {
                    galleries.clear();
                } else {
                    galleries.update(gallery);
                }
            }
            if (!open.tracks.isEmpty() || galleries.value() != null) {
                watchForgetting(timestamp, context.timerService());
            }
        }
    }

    /** Persons of a clock that was wrong cannot be forgotten in time, so they are at once. */
    private void forgetFaces() throws Exception {
        OpenTracks open = openTracks.value();
        if (open != null) {
            OpenTracks anew = new OpenTracks();
            anew.nextPersonId = open.nextPersonId;
            anew.latest = open.latest;
            anew.seen = open.seen;
            openTracks.update(anew);
            galleries.clear();
        }
    }

    private static void pass(OrderedFrame ordered, Collector<TrackedFrame> out) {
        out.collect(new TrackedFrame(ordered.cameraId(), ordered.event(), 0, List.of()));
    }

    private void emit(
            OrderedFrame ordered, long[] personIds, Context context, Collector<TrackedFrame> out) {
        FrameFaces frame = ordered.frame();
        List<PersonObservation> observations = new ArrayList<>();
        for (int i = 0; i < personIds.length; i++) {
            FaceReading face = frame.faces().get(i);
            context.output(FACE_EXPRESSIONS, FaceExpressions.of(frame, face, personIds[i]));
            if (personIds[i] > 0) {
                observations.add(
                        new PersonObservation(
                                personIds[i],
                                frame.captureTime(),
                                frame.labels(),
                                face.distribution(),
                                face.quality().score(),
                                frame.modelId(),
                                frame.sampling()));
            }
        }
        measure(frame, observations.size(), context);
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
        out.collect(
                new TrackedFrame(
                        frame.cameraId(), ordered.event(), frame.captureTime(), observations));
    }

    private void measure(FrameFaces frame, int followed, Context context) {
        counts.count(frame.cameraId(), FrameFate.CLASSIFIED);
        counts.count(frame.cameraId(), FaceFate.FOLLOWED, followed);
        counts.count(frame.cameraId(), FaceFate.UNFOLLOWED, frame.faces().size() - followed);
        latency.update(context.timerService().currentProcessingTime() - frame.captureTime());
    }

    private static List<TrackedDetection> detections(FrameFaces frame) {
        List<TrackedDetection> detections = new ArrayList<>(frame.faces().size());
        for (FaceReading face : frame.faces()) {
            detections.add(new TrackedDetection(face.box(), face.score()));
        }
        return detections;
    }
}
