package io.countenance.job.batch;

import io.countenance.connectors.source.IngestedFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
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
    private static final int REMEMBERED_BATCHES = 500;

    private final BatchLimits limits;

    private transient List<IngestedFrame> frames;
    private transient long bytes;
    private transient ScheduledFuture<?> deadline;
    private transient Histogram batchSize;
    private transient boolean idle;

    public BatchFrames(BatchLimits limits) {
        this.limits = limits;
    }

    @Override
    public void open() throws Exception {
        super.open();
        frames = new ArrayList<>(limits.maxFrames());
        batchSize =
                getMetricGroup()
                        .histogram(
                                "framesPerBatch",
                                new DescriptiveStatisticsHistogram(REMEMBERED_BATCHES));
    }

    @Override
    public void processElement(StreamRecord<IngestedFrame> element) {
        IngestedFrame frame = element.getValue();
        if (!frames.isEmpty() && bytes + frame.image().length > limits.maxBytes()) {
            flush();
        }
        frames.add(frame);
        bytes += frame.image().length;
        if (frames.size() >= limits.maxFrames() || bytes >= limits.maxBytes()) {
            flush();
        } else if (frames.size() == 1) {
            long now = getProcessingTimeService().getCurrentProcessingTime();
            deadline =
                    getProcessingTimeService()
                            .registerTimer(now + limits.maxWait().toMillis(), time -> flush());
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush();
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        super.processWatermark(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        flush();
        idle = status.isIdle();
        super.processWatermarkStatus(status);
    }

    /**
     * Flink drops the last watermark of an idle source, and with it, where all cameras are quiet
     * when a job is drained, every window that is still open. Here it is sent again.
     */
    @Override
    public void endInput() {
        flush();
        if (idle) {
            output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
            output.emitWatermark(Watermark.MAX_WATERMARK);
        }
    }

    private void flush() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
        if (frames.isEmpty()) {
            return;
        }
        FrameBatch batch = new FrameBatch(frames);
        batchSize.update(frames.size());
        long captureTime = frames.get(frames.size() - 1).captureTime();
        frames = new ArrayList<>(limits.maxFrames());
        bytes = 0;
        output.collect(new StreamRecord<>(batch, captureTime));
    }
}
