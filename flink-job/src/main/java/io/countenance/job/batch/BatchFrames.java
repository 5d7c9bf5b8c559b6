package io.countenance.job.batch;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.job.batch.BatchMetrics.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Gathers frames into batches. In: {@link IngestedFrame}. Out: {@link FrameBatch}.
 *
 * <p>Has no state and loses nothing: what it holds leaves before a checkpoint's barrier, before a
 * watermark or a change of idleness, at the end of input, when the batch is full, and when the
 * first of its frames has waited long enough.
 */
public final class BatchFrames extends AbstractStreamOperator<FrameBatch>
        implements OneInputStreamOperator<IngestedFrame, FrameBatch>, BoundedOneInput {

    private static final long serialVersionUID = 1;

    private final BatchLimits limits;

    private transient List<IngestedFrame> frames;
    private transient long bytes;
    private transient ScheduledFuture<?> deadline;
    private transient long firstCame;
    private transient BatchMetrics metrics;
    private transient boolean idle;

    public BatchFrames(BatchLimits limits) {
        this.limits = limits;
    }

    @Override
    public void open() throws Exception {
        super.open();
        frames = new ArrayList<>(limits.maxFrames());
        metrics = new BatchMetrics(getMetricGroup(), () -> frames.size());
    }

    @Override
    public void processElement(StreamRecord<IngestedFrame> element) {
        IngestedFrame frame = element.getValue();
        if (!frames.isEmpty() && bytes + frame.image().length > limits.maxBytes()) {
            flush(Cause.FULL);
        }
        if (frames.isEmpty()) {
            firstCame = getProcessingTimeService().getCurrentProcessingTime();
        }
        frames.add(frame);
        bytes += frame.image().length;
        if (frames.size() >= limits.maxFrames() || bytes >= limits.maxBytes()) {
            flush(Cause.FULL);
        } else if (frames.size() == 1) {
            deadline =
                    getProcessingTimeService()
                            .registerTimer(
                                    firstCame + limits.maxWait().toMillis(),
                                    time -> flush(Cause.WAIT));
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush(Cause.CHECKPOINT);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush(Cause.WATERMARK);
        super.processWatermark(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        flush(Cause.WATERMARK);
        idle = status.isIdle();
        super.processWatermarkStatus(status);
    }

    /**
     * Flink drops the last watermark of an idle source, and with it, where all cameras are quiet
     * when a job is drained, every window that is still open. Here it is sent again.
     */
    @Override
    public void endInput() {
        flush(Cause.END);
        if (idle) {
            output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
            output.emitWatermark(Watermark.MAX_WATERMARK);
        }
    }

    private void flush(Cause cause) {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
        if (frames.isEmpty()) {
            return;
        }
        FrameBatch batch = new FrameBatch(frames);
        metrics.closed(
                cause,
                frames.size(),
                getProcessingTimeService().getCurrentProcessingTime() - firstCame);
        long captureTime = frames.get(frames.size() - 1).captureTime();
        frames = new ArrayList<>(limits.maxFrames());
        bytes = 0;
        output.collect(new StreamRecord<>(batch, captureTime));
    }
}
