package io.countenance.demo.faults;

import io.countenance.connectors.source.IngestedFrame;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Hands every frame on, and fails its task once when told to. In and out: {@link IngestedFrame}.
 * Told through static fields, since the tests' cluster is in their own process; one run at a time.
 */
final class FailOnce extends RichMapFunction<IngestedFrame, IngestedFrame>
        implements CheckpointedFunction, CheckpointListener {

    /** Where it fails. */
    enum Point {
        /** As a frame is read. */
        FRAME,
        /** As the task's state is taken, so that a checkpoint fails. */
        SNAPSHOT,
        /** When a checkpoint is complete and results are being committed, or are not yet. */
        COMMIT
    }

    private static final long serialVersionUID = 1;
    private static final AtomicReference<Point> NEXT = new AtomicReference<>();
    private static final AtomicInteger FAILURES = new AtomicInteger();

    /** The next time that any task comes to this point, it fails. */
    static void at(Point point) {
        NEXT.set(point);
    }

    /** How often one has failed since the start of the process. */
    static int failures() {
        return FAILURES.get();
    }

    private static void fail(Point here) {
        if (NEXT.compareAndSet(here, null)) {
            FAILURES.incrementAndGet();
            throw new FlinkRuntimeException("The test fails this task: " + here);
        }
    }

    @Override
    public IngestedFrame map(IngestedFrame frame) {
        fail(Point.FRAME);
        return frame;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        fail(Point.SNAPSHOT);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        fail(Point.COMMIT);
    }
}
