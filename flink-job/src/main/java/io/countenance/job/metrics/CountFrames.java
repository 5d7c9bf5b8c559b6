package io.countenance.job.metrics;

import io.countenance.connectors.source.IngestedFrame;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Counts what enters the job, as {@link FrameFate#IN}. In: {@link IngestedFrame}, refused ones
 * included. Out: the same.
 */
public final class CountFrames extends RichMapFunction<IngestedFrame, IngestedFrame> {

    private static final long serialVersionUID = 1;

    private final int maxCameras;

    private transient FrameCounts counts;

    /** With metrics of at most {@code maxCameras} cameras. */
    public CountFrames(int maxCameras) {
        this.maxCameras = maxCameras;
    }

    @Override
    public void open(OpenContext context) {
        counts =
                new FrameCounts(
                        getRuntimeContext().getMetricGroup(),
                        maxCameras,
                        Set.of(FrameFate.IN),
                        Set.of());
    }

    @Override
    public IngestedFrame map(IngestedFrame frame) {
        counts.count(frame.cameraId(), FrameFate.IN);
        return frame;
    }
}
