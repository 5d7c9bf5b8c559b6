package io.countenance.job.order;

import io.countenance.job.deadletter.DeadLetters;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.frame.Refusal;
import io.countenance.job.frame.Stage;
import io.countenance.job.metrics.CameraLags;
import io.countenance.job.metrics.FaceFate;
import io.countenance.job.metrics.FrameFate;
import io.countenance.schemas.ReasonCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Puts each camera's frames in order of capture time. Keyed by camera. In: {@link FrameFaces}, in
 * any order. Out: {@link OrderedFrame}; frames that come too late, twice, or with a time that
 * cannot be right, to {@link DeadLetters#TAG}.
 *
 * <p>Each camera has a time of its own: the newest capture time less the out-of-orderness. Frames
 * wait in state until it has passed them. No other camera, no watermark and no clock has a say in
 * what is late, so the same frames of a camera in the same order have the same fate on every
 * replay, and a wrong clock harms its own camera only.
 *
 * <p>A frame further than the largest jump from its camera's newest is held back. If as many in a
 * row as asked for go on from there, the clock has been set, or the camera was off, and all of them
 * count: ahead, time goes on; back, it begins anew. If a frame fits the old time first, the held
 * ones are dead letters. Numbered frames from before that are not newer by their number are a
 * repetition, never a clock set back. What is held back loses its embeddings at once.
 *
 * <p>Watermarks do one thing: one that passes a camera's newest frame says that the camera is
 * silent, and later, that it is to be forgotten. Then what waits is handed on. To be called silent
 * too early costs a revision of its open windows, no more: frames that come out of order
 * afterwards, but not too late for the camera's time, count as late ones that are allowed.
 */
public final class OrderFrames extends KeyedProcessFunction<String, FrameFaces, OrderedFrame> {

    private static final long serialVersionUID = 1;

    /** Longer than all of event time, and no overflow where it is added to a time. */
    private static final long NOT_IN_TIME = Long.MAX_VALUE / 2;

    private final long outOfOrderness;
    private final long allowedLateness;
    private final long maxJump;
    private final int jumpFrames;
    private final long idleTimeout;
    private final long cameraTtl;
    private final int maxCameras;

    private transient ValueState<CameraTime> times;
    private transient MapState<Long, List<FrameFaces>> waiting;
    private transient MapState<Long, List<Long>> taken;
    private transient ListState<FrameFaces> strays;
    private transient DeadLetters deadLetters;
    private transient CameraLags lags;

    /** With metrics of at most {@code maxCameras} cameras. */
    public OrderFrames(CameraTimeOptions options, int maxCameras) {
        this.outOfOrderness = options.outOfOrderness().toMillis();
        this.allowedLateness = options.allowedLateness().toMillis();
        this.maxJump = options.maxJump().toMillis();
        this.jumpFrames = options.jumpFrames();
        this.idleTimeout =
                options.idleTimeout() == null ? NOT_IN_TIME : options.idleTimeout().toMillis();
        this.cameraTtl = options.cameraTtl().toMillis();
        this.maxCameras = maxCameras;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        deadLetters =
                new DeadLetters(
                        metrics,
                        maxCameras,
                        Set.of(FrameFate.DEAD, FrameFate.LATE, FrameFate.DUPLICATE),
                        Set.of(FaceFate.REFUSED));
        lags = new CameraLags(metrics, maxCameras, System::currentTimeMillis);
        TypeInformation<FrameFaces> frame = TypeInformation.of(FrameFaces.class);
        times =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "camera-time", TypeInformation.of(CameraTime.class)));
        waiting =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "waiting-frames", Types.LONG, Types.LIST(frame)));
        taken =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "taken-frames", Types.LONG, Types.LIST(Types.LONG)));
        strays = getRuntimeContext().getListState(new ListStateDescriptor<>("stray-frames", frame));
    }

    @Override
    public void processElement(FrameFaces frame, Context context, Collector<OrderedFrame> out)
            throws Exception {
        CameraTime camera = times.value();
        if (camera == null) {
            camera = new CameraTime();
        }
        boolean repetition = false;
        if (camera.isStray(frame.captureTime(), maxJump)) {
            repetition = isRepetition(camera, frame);
            if (repetition) {
                refuseRepetition(camera, frame, context);
            } else {
                hold(camera, frame, context, out);
            }
        } else {
            refuseStrays(camera, context);
            place(camera, frame, context, out);
        }
        if (!repetition) {
            watch(camera, context);
            lags.update(frame.cameraId(), camera.latest);
        }
        times.update(camera);
    }

    /** Takes a frame that fits the camera's time. */
    private void place(
            CameraTime camera, FrameFaces frame, Context context, Collector<OrderedFrame> out)
            throws Exception {
        long time = frame.captureTime();
        if (time <= camera.passed) {
            takeLate(camera, frame, context, out);
            return;
        }
        List<FrameFaces> together = waiting.get(time);
        if (together == null) {
            together = new ArrayList<>(1);
        }
        if (contains(together, frame)) {
            refuseDuplicate(frame, context);
            return;
        }
        together.add(frame);
        waiting.put(time, together);
        camera.advance(time, frame.sequenceNumber(), outOfOrderness);
        takePassed(camera, out);
    }

    private void takeLate(
            CameraTime camera, FrameFaces frame, Context context, Collector<OrderedFrame> out)
            throws Exception {
        long time = frame.captureTime();
        List<Long> others = taken.get(time);
        if (others != null && others.contains(frame.identity())) {
            refuseDuplicate(frame, context);
        } else if (time + allowedLateness <= camera.time(outOfOrderness)) {
            refuse(
                    frame,
                    ReasonCode.LATE_FRAME,
                    "Capture time %d ms is %d ms behind its camera's time; %d ms are allowed (windows.allowed-lateness)."
                            .formatted(time, camera.time(outOfOrderness) - time, allowedLateness),
                    context);
        } else {
            remember(frame);
            out.collect(new OrderedFrame(frame.cameraId(), CameraEvent.LATE_FRAME, frame));
        }
    }

    /** Hands on, in order, the waiting frames that the camera's time has passed. */
    private void takePassed(CameraTime camera, Collector<OrderedFrame> out) throws Exception {
        if (camera.oldestWaiting > camera.passed) {
            return;
        }
        List<Long> ready = new ArrayList<>();
        long oldest = Long.MAX_VALUE;
        for (Long time : waiting.keys()) {
            if (time <= camera.passed) {
                ready.add(time);
            } else {
                oldest = Math.min(oldest, time);
            }
        }
        camera.oldestWaiting = oldest;
        ready.sort(Comparator.naturalOrder());
        for (Long time : ready) {
            List<FrameFaces> together = new ArrayList<>(waiting.get(time));
            waiting.remove(time);
            together.sort(Comparator.comparingLong(FrameFaces::sequenceNumber));
            for (FrameFaces frame : together) {
                remember(frame);
                out.collect(new OrderedFrame(frame.cameraId(), CameraEvent.FRAME, frame));
            }
        }
        forgetTaken(camera);
    }

    /** What was taken is known for as long as a repetition of it is no stray. */
    private void remember(FrameFaces frame) throws Exception {
        List<Long> identities = taken.get(frame.captureTime());
        identities = identities == null ? new ArrayList<>(1) : identities;
        identities.add(frame.identity());
        taken.put(frame.captureTime(), identities);
    }

    /** Goes through all of them, so does it once in a while only. */
    private void forgetTaken(CameraTime camera) throws Exception {
        if (camera.remembered == CameraTime.NEVER) {
            camera.remembered = camera.passed;
        }
        if (camera.passed - camera.remembered <= maxJump) {
            return;
        }
        camera.remembered = camera.passed;
        var entries = taken.keys().iterator();
        while (entries.hasNext()) {
            if (entries.next() < camera.passed - maxJump) {
                entries.remove();
            }
        }
    }

    private static boolean isRepetition(CameraTime camera, FrameFaces frame) {
        return frame.captureTime() < camera.latest
                && frame.numbered()
                && frame.sequenceNumber() <= camera.latestSequenceNumber;
    }

    /**
     * A recording that is sent again, or a camera that began to count anew while its clock was set
     * back. Such a frame is no sign of life: the camera falls silent, is forgotten in time, and
     * then begins anew.
     */
    private void refuseRepetition(CameraTime camera, FrameFaces frame, Context context) {
        refuse(
                frame,
                ReasonCode.LATE_FRAME,
                "Capture time %d ms is %d ms behind its camera's newest frame, and number %d is not above that one's %d: taken for a repetition."
                        .formatted(
                                frame.captureTime(),
                                camera.latest - frame.captureTime(),
                                frame.sequenceNumber(),
                                camera.latestSequenceNumber),
                context);
    }

    /** Keeps a frame that does not fit until it is clear whether the clock has been set. */
    private void hold(
            CameraTime camera, FrameFaces frame, Context context, Collector<OrderedFrame> out)
            throws Exception {
        long time = frame.captureTime();
        boolean back = time < camera.latest;
        if (camera.strays > 0 && !goesOn(camera, time, back)) {
            refuseStrays(camera, context);
        }
        List<FrameFaces> held = new ArrayList<>();
        strays.get().forEach(held::add);
        if (contains(held, frame)) {
            refuseDuplicate(frame, context);
            return;
        }
        held.add(frame);
        camera.strays = held.size();
        camera.lastStray = time;
        if (held.size() < jumpFrames) {
            // Of a camera that falls silent now it would stay until the camera is forgotten, far
            // longer than any person is to be remembered.
            strays.add(frame.withoutEmbeddings());
            return;
        }
        strays.clear();
        camera.strays = 0;
        takeAll(camera, out);
        if (back) {
            taken.clear();
            camera.restart();
            // It stands where the old time would have had the camera looked at.
            context.timerService().deleteEventTimeTimer(camera.nextCheck);
            camera.nextCheck = CameraTime.NEVER;
            camera.silent = false;
            out.collect(new OrderedFrame(frame.cameraId(), CameraEvent.SET_BACK, null));
        } else if (held.get(0).captureTime() - camera.latest > cameraTtl) {
            // As if the watermark had passed the camera meanwhile, which it may or may not have.
            forget(frame.cameraId(), camera, context, out);
        }
        for (FrameFaces believed : held) {
            place(camera, believed, context, out);
        }
    }

    /**
     * Whether a stray goes on from the one before. A camera that sends seldom is further ahead each
     * time than the largest jump, and is right.
     */
    private boolean goesOn(CameraTime camera, long time, boolean back) {
        boolean wasBack = camera.lastStray < camera.latest;
        return Math.abs(time - camera.lastStray) <= maxJump
                || !back && !wasBack && time > camera.lastStray;
    }

    private void refuseStrays(CameraTime camera, Context context) throws Exception {
        if (camera.strays == 0) {
            return;
        }
        for (FrameFaces frame : strays.get()) {
            refuseStray(camera, frame, context);
        }
        strays.clear();
        camera.strays = 0;
    }

    private void refuseStray(CameraTime camera, FrameFaces frame, Context context) {
        long time = frame.captureTime();
        if (time < camera.latest) {
            refuse(
                    frame,
                    ReasonCode.LATE_FRAME,
                    "Capture time %d ms is %d ms behind its camera's newest frame, and its camera did not go on from there."
                            .formatted(time, camera.latest - time),
                    context);
        } else {
            refuse(
                    frame,
                    ReasonCode.TIMESTAMP_OUT_OF_RANGE,
                    "Capture time %d ms is %d ms ahead of its camera's newest frame, and its camera did not go on from there (frames.max-jump)."
                            .formatted(time, time - camera.latest),
                    context);
        }
    }

    private void takeAll(CameraTime camera, Collector<OrderedFrame> out) throws Exception {
        camera.passed = Math.max(camera.passed, camera.latest);
        takePassed(camera, out);
    }

    /** Sees to it that the camera is looked at when the watermark has passed it. */
    private void watch(CameraTime camera, Context context) {
        camera.seen = Math.max(camera.latest, context.timerService().currentWatermark());
        if (camera.nextCheck == CameraTime.NEVER || camera.silent) {
            if (camera.silent) {
                context.timerService().deleteEventTimeTimer(camera.nextCheck);
                camera.silent = false;
            }
            camera.nextCheck = camera.seen + idleTimeout;
            context.timerService().registerEventTimeTimer(camera.nextCheck);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<OrderedFrame> out)
            throws Exception {
        CameraTime camera = times.value();
        if (camera == null) {
            return;
        }
        long watermark = context.timerService().currentWatermark();
        boolean endOfInput = watermark == Long.MAX_VALUE;
        if (endOfInput || camera.silent && watermark >= camera.seen + cameraTtl) {
            forget(context.getCurrentKey(), camera, context, out);
            times.clear();
            return;
        }
        if (!camera.silent && watermark >= camera.seen + idleTimeout) {
            camera.silent = true;
            // A watermark that leaps, as after a night or by a wrong clock, must not forget at
            // once.
            camera.seen = watermark;
            takeAll(camera, out);
            out.collect(new OrderedFrame(context.getCurrentKey(), CameraEvent.SILENT, null));
        }
        camera.nextCheck = camera.seen + (camera.silent ? cameraTtl : idleTimeout);
        context.timerService().registerEventTimeTimer(camera.nextCheck);
        times.update(camera);
    }

    private void forget(
            String cameraId, CameraTime camera, Context context, Collector<OrderedFrame> out)
            throws Exception {
        takeAll(camera, out);
        refuseStrays(camera, context);
        taken.clear();
        camera.restart();
        lags.forget(cameraId);
        out.collect(new OrderedFrame(cameraId, CameraEvent.FORGOTTEN, null));
    }

    private static boolean contains(List<FrameFaces> frames, FrameFaces frame) {
        return frames.stream()
                .anyMatch(
                        other ->
                                other.captureTime() == frame.captureTime()
                                        && other.identity() == frame.identity());
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
                DeadLetters.TAG, deadLetters.of(frame, Refusal.of(Stage.ORDER, reason, message)));
    }
}
