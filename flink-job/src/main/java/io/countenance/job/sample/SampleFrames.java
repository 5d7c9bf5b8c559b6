package io.countenance.job.sample;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.connectors.source.Sampling;
import io.countenance.job.metrics.FrameCounts;
import io.countenance.job.metrics.FrameFate;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thins each camera's frames to a largest rate. In: {@link IngestedFrame}. Out: those to be read,
 * refused ones included, each with how its camera was thinned; a {@link FrameResult} for each that
 * is left out on {@link #SAMPLED_OUT}.
 *
 * <p>Event time is cut into slots of 1 / rate; the first frame of a camera in each slot is read.
 * Given the rate, the choice depends on the camera's frames and their order alone, so a replay of a
 * topic chooses the same ones. Where the limit is adaptive, {@link LimitSteps} halves it while this
 * subtask's part of the source lags ({@link SourceLag}); metrics {@code frameRateLimit}, frames/s.
 *
 * <p>State: each camera's last frame that was read, and the step of the limit. Both are given to
 * every subtask on restore, since which subtask reads a camera's partition may change; the
 * strictest limit goes on.
 */
public final class SampleFrames extends ProcessFunction<IngestedFrame, IngestedFrame>
        implements CheckpointedFunction {

    /** Frames that are left out. */
    public static final OutputTag<FrameResult> SAMPLED_OUT =
            new OutputTag<>("sampled-out", new AvroTypeInfo<>(FrameResult.class));

    /**
     * How far a camera was thinned. A Flink POJO (record).
     *
     * @param cameraId the camera
     * @param lastRead capture time of the last frame that was read, ms since 1970
     * @param leftOut frames left out since
     */
    public record CameraSample(String cameraId, long lastRead, int leftOut) {}

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(SampleFrames.class);
    private static final double MAX_SECONDS_BACK = 2;
    private static final Comparator<CameraSample> NEWEST =
            Comparator.comparingLong(CameraSample::lastRead)
                    .thenComparingInt(CameraSample::leftOut);

    /** Looks at the lag within each step time. */
    private static final int LOOKS_PER_STEP = 4;

    private final SampleOptions options;
    private final int maxCameras;

    private transient FrameCounts counts;
    private transient Map<String, CameraSample> cameras;
    private transient ListState<CameraSample> checkpointedCameras;
    private transient ListState<Integer> checkpointedStep;
    private transient LimitSteps steps;
    private transient SourceLag lag;
    private transient long lastLook;
    private transient long watermark;

    /** With metrics of at most {@code maxCameras} cameras. */
    public SampleFrames(SampleOptions options, int maxCameras) {
        this.options = options;
        this.maxCameras = maxCameras;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        checkpointedCameras =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "cameras", TypeInformation.of(CameraSample.class)));
        checkpointedStep =
                context.getOperatorStateStore()
                        .getUnionListState(new ListStateDescriptor<>("limit-step", Types.INT));
        cameras = new HashMap<>();
        for (CameraSample camera : checkpointedCameras.get()) {
            // Subtasks that did not read the camera since the last restore have an older state.
            cameras.merge(camera.cameraId(), camera, BinaryOperator.maxBy(NEWEST));
        }
        int step = 0;
        for (Integer restored : checkpointedStep.get()) {
            step = Math.max(step, restored);
        }
        steps = new LimitSteps(options.maxLag(), options.stepTime(), step);
        lag = new SourceLag();
        lastLook = Long.MIN_VALUE;
        watermark = Long.MIN_VALUE;
    }

    @Override
    public void open(OpenContext context) {
        counts =
                new FrameCounts(
                        getRuntimeContext().getMetricGroup(),
                        maxCameras,
                        Set.of(FrameFate.SAMPLED_OUT),
                        Set.of());
        getRuntimeContext().getMetricGroup().gauge("frameRateLimit", () -> limit());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (watermark != Long.MIN_VALUE) {
            long forgotten = watermark - options.cameraTtl().toMillis();
            cameras.values().removeIf(camera -> camera.lastRead() < forgotten);
        }
        checkpointedCameras.update(cameras.values().stream().toList());
        checkpointedStep.clear();
        checkpointedStep.add(steps.step());
    }

    @Override
    public void processElement(IngestedFrame frame, Context context, Collector<IngestedFrame> out) {
        watermark = context.timerService().currentWatermark();
        if (frame.refused()) {
            out.collect(frame);
            return;
        }
        if (options.adaptive()) {
            adapt(frame, context.timerService().currentProcessingTime());
        }
        CameraSample camera = cameras.get(frame.cameraId());
        if (camera == null || isToBeRead(frame.captureTime(), camera.lastRead())) {
            cameras.put(
                    frame.cameraId(), new CameraSample(frame.cameraId(), frame.captureTime(), 0));
            out.collect(
                    frame.sampled(new Sampling(limit(), camera == null ? 0 : camera.leftOut())));
            return;
        }
        cameras.put(
                frame.cameraId(),
                new CameraSample(frame.cameraId(), camera.lastRead(), camera.leftOut() + 1));
        counts.count(frame.cameraId(), FrameFate.SAMPLED_OUT);
        context.output(
                SAMPLED_OUT,
                FrameResult.newBuilder()
                        .setCameraId(frame.cameraId())
                        .setSequenceNumber(frame.sequenceNumber())
                        .setCaptureTime(Instant.ofEpochMilli(frame.captureTime()))
                        .setOutcome(FrameOutcome.SAMPLED_OUT)
                        .setFaces(0)
                        .setModelId("")
                        .build());
    }

    private double limit() {
        return steps.of(options.maxFramesPerSecond());
    }

    private boolean isToBeRead(long time, long lastRead) {
        // A clock that was set back starts anew, else its camera would be dark until it caught up.
        return slot(time) > slot(lastRead) || lastRead - time > 1000 * MAX_SECONDS_BACK;
    }

    private long slot(long time) {
        return (long) Math.floor(time / 1000.0 * limit());
    }

    private void adapt(IngestedFrame frame, long now) {
        lag.add(frame.cameraId(), now - frame.recordTime());
        if (lastLook != Long.MIN_VALUE
                && (now - lastLook) * LOOKS_PER_STEP < options.stepTime().toMillis()) {
            return;
        }
        lastLook = now;
        long behind = lag.take();
        int before = steps.step();
        if (!steps.update(now, behind)) {
            return;
        }
        if (steps.step() > before) {
            LOG.warn(
                    "The source is {} ms behind: each camera is now read at {} frames/s at most",
                    behind,
                    limit());
        } else {
            LOG.info(
                    "The source is {} ms behind: each camera is read at {} frames/s again",
                    behind,
                    limit());
        }
    }
}
