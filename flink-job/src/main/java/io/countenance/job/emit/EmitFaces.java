package io.countenance.job.emit;

import io.countenance.job.classify.ClassifiedBatch;
import io.countenance.job.deadletter.DeadLetters;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.metrics.FrameFate;
import java.util.Set;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Takes batches apart again. In: {@link ClassifiedBatch}. Out: each {@link FrameFaces} with its
 * capture time as the record's timestamp; refused frames to {@link DeadLetters#TAG}.
 *
 * <p>An operator of its own, not a flat map, since a function cannot give each of its results its
 * own timestamp.
 */
public final class EmitFaces extends AbstractStreamOperator<FrameFaces>
        implements OneInputStreamOperator<ClassifiedBatch, FrameFaces> {

    private static final long serialVersionUID = 1;

    private final int maxCameras;

    private transient DeadLetters deadLetters;

    /** With metrics of at most {@code maxCameras} cameras. */
    public EmitFaces(int maxCameras) {
        this.maxCameras = maxCameras;
    }

    @Override
    public void open() throws Exception {
        super.open();
        deadLetters =
                new DeadLetters(getMetricGroup(), maxCameras, Set.of(FrameFate.DEAD), Set.of());
    }

    @Override
    public void processElement(StreamRecord<ClassifiedBatch> element) {
        for (FrameFaces frame : element.getValue().frames()) {
            if (frame.refusal() == null) {
                output.collect(new StreamRecord<>(frame, frame.captureTime()));
            } else {
                output.collect(
                        DeadLetters.TAG,
                        new StreamRecord<>(
                                deadLetters.of(frame, frame.refusal()), frame.captureTime()));
            }
        }
    }
}
