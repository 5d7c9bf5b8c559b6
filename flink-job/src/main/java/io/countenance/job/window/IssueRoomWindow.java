package io.countenance.job.window;

import io.countenance.schemas.RoomWindow;
import io.countenance.vision.window.ExpressionSummary;
import io.countenance.vision.window.RoomAccumulator;
import io.countenance.vision.window.RoomSummary;
import java.time.Instant;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Makes the result of one camera's window, unless too few persons were seen. Keyed by camera. */
final class IssueRoomWindow
        extends ProcessWindowFunction<RoomAccumulator, RoomWindow, String, TimeWindow> {

    private static final long serialVersionUID = 1;

    private final WindowType type;
    private final int minPersons;

    IssueRoomWindow(WindowType type, int minPersons) {
        this.type = type;
        this.minPersons = minPersons;
    }

    @Override
    public void process(
            String cameraId,
            Context context,
            Iterable<RoomAccumulator> sums,
            Collector<RoomWindow> out)
            throws Exception {
        RoomAccumulator room = sums.iterator().next();
        if (room.persons() < minPersons) {
            return;
        }
        TimeWindow window = context.window();
        RoomSummary summary = room.summarise();
        ExpressionSummary expressions = summary.expressions();
        out.collect(
                RoomWindow.newBuilder()
                        .setCameraId(cameraId)
                        .setWindowStart(Instant.ofEpochMilli(window.getStart()))
                        .setWindowEnd(Instant.ofEpochMilli(window.getEnd()))
                        .setRevision(WindowRevisions.next(context.globalState(), window, type))
                        .setPersons(summary.persons())
                        .setObservations(expressions.observations())
                        .setDistribution(expressions.distribution())
                        .setStandardError(expressions.standardError())
                        .setEntropy(expressions.entropy())
                        .setDominant(expressions.dominant())
                        .setMeanQuality(expressions.meanQuality())
                        .setModelIds(expressions.modelIds())
                        .build());
    }

    @Override
    public void clear(Context context) throws Exception {
        WindowRevisions.clear(context.globalState(), context.window(), type);
    }
}
