package io.countenance.job.window;

import io.countenance.schemas.ExpressionWindow;
import io.countenance.vision.window.ExpressionAccumulator;
import io.countenance.vision.window.ExpressionSummary;
import java.time.Instant;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Makes the result of one person's window. Keyed by camera and person. */
final class IssueExpressionWindow
        extends ProcessWindowFunction<ExpressionAccumulator, ExpressionWindow, String, TimeWindow> {

    private static final long serialVersionUID = 1;

    private final WindowType type;

    IssueExpressionWindow(WindowType type) {
        this.type = type;
    }

    @Override
    public void process(
            String personKey,
            Context context,
            Iterable<ExpressionAccumulator> sums,
            Collector<ExpressionWindow> out)
            throws Exception {
        TimeWindow window = context.window();
        ExpressionSummary summary = sums.iterator().next().summarise();
        int slash = personKey.lastIndexOf('/');
        double coverage =
                Math.min(1, summary.seenMillis() / (double) (window.getEnd() - window.getStart()));
        out.collect(
                ExpressionWindow.newBuilder()
                        .setCameraId(personKey.substring(0, slash))
                        .setPersonId(Long.parseLong(personKey.substring(slash + 1)))
                        .setWindowStart(Instant.ofEpochMilli(window.getStart()))
                        .setWindowEnd(Instant.ofEpochMilli(window.getEnd()))
                        .setRevision(WindowRevisions.next(context.globalState(), window, type))
                        .setObservations(summary.observations())
                        .setDistribution(summary.distribution())
                        .setStandardError(summary.standardError())
                        .setEntropy(summary.entropy())
                        .setDominant(summary.dominant())
                        .setTransitions(summary.transitions())
                        .setCoverage(coverage)
                        .setMeanQuality(summary.meanQuality())
                        .setFirstSeen(Instant.ofEpochMilli(summary.firstSeen()))
                        .setLastSeen(Instant.ofEpochMilli(summary.lastSeen()))
                        .setModelIds(summary.modelIds())
                        .build());
    }

    @Override
    public void clear(Context context) throws Exception {
        WindowRevisions.clear(context.globalState(), context.window(), type);
    }
}
