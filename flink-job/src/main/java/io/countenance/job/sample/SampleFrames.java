package io.countenance.job.sample;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Thins each camera's frames to a largest rate. In: {@link IngestedFrame}. Out: those to be read,
 * refused ones included; a {@link FrameResult} for each that is left out on {@link #SAMPLED_OUT}.
 *
 * <p>Event time is cut into slots of 1 / rate; the first frame of a camera in each slot is read.
 * The choice depends on the camera's frames and their order alone, so a replay of a topic chooses
 * the same ones. State: the last slot of each camera, given to every subtask on restore, since
 * which subtask reads a camera's partition may change.
 */
public final class SampleFrames extends ProcessFunction<IngestedFrame, IngestedFrame>
        implements CheckpointedFunction {

    /** Frames that are left out. */
    public static final OutputTag<FrameResult> SAMPLED_OUT =
            new OutputTag<>("sampled-out", new AvroTypeInfo<>(FrameResult.class));

    /** The last slot in which a frame of a camera was read. */
    public record CameraSlot(String cameraId, long slot) {}

    private static final long serialVersionUID = 1;
    private static final double MAX_SECONDS_BACK = 2;

    private final double maxFramesPerSecond;

    private transient Counter framesSampledOut;
    private transient Map<String, Long> lastSlots;
    private transient ListState<CameraSlot> checkpointed;

    /** At most {@code maxFramesPerSecond} of each camera, above 0. */
    public SampleFrames(double maxFramesPerSecond) {
        this.maxFramesPerSecond = maxFramesPerSecond;
    }

    @Override
    public void open(OpenContext context) {
        framesSampledOut = getRuntimeContext().getMetricGroup().counter("framesSampledOut");
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        checkpointed =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "last-slots", TypeInformation.of(CameraSlot.class)));
        lastSlots = new HashMap<>();
        for (CameraSlot last : checkpointed.get()) {
            lastSlots.merge(last.cameraId(), last.slot(), Math::max);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        checkpointed.clear();
        for (Map.Entry<String, Long> last : lastSlots.entrySet()) {
            checkpointed.add(new CameraSlot(last.getKey(), last.getValue()));
        }
    }

    @Override
    public void processElement(IngestedFrame frame, Context context, Collector<IngestedFrame> out) {
        if (frame.refused()) {
            out.collect(frame);
            return;
        }
        long slot = (long) Math.floor(frame.captureTime() / 1000.0 * maxFramesPerSecond);
        Long last = lastSlots.get(frame.cameraId());
        // A clock that was set back starts anew, else its camera would be dark until it caught up.
        boolean setBack = last != null && (last - slot) / maxFramesPerSecond > MAX_SECONDS_BACK;
        if (last == null || slot > last || setBack) {
            lastSlots.put(frame.cameraId(), slot);
            out.collect(frame);
            return;
        }
        framesSampledOut.inc();
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
}
