package io.countenance.job.classify;

import io.countenance.job.detect.FaceBatch;
import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.frame.Refusal;
import io.countenance.job.frame.Stage;
import io.countenance.job.metrics.StageTimes;
import io.countenance.job.metrics.TimedStage;
import io.countenance.job.model.ModelHold;
import io.countenance.job.model.ServedModel;
import io.countenance.job.model.ServedModelOptions;
import io.countenance.schemas.ReasonCode;
import io.countenance.vision.expression.ExpressionModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the expressions of all faces of a batch in one inference call, by the version of the model
 * that they were cut out for. In: {@link FaceBatch}. Out: its frames, classified.
 *
 * <p>A subtask that gets no frames goes over to a new version when a checkpoint is complete.
 * Nothing is under way to it then, since it is chained to those before it.
 *
 * <p>Where the call fails, each frame's faces are tried alone, and only the frame that fails again
 * is refused.
 */
public final class ClassifyFaces extends RichMapFunction<FaceBatch, ClassifiedBatch>
        implements CheckpointListener {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ClassifyFaces.class);

    private final ServedModelOptions options;

    private transient ServedModel served;
    private transient ModelHold hold;
    private transient ExpressionModel model;
    private transient String[] labels;
    private transient int cropBytes;
    private transient StageTimes times;
    private transient ModelMetrics ofModel;
    private transient Counter swaps;
    private transient volatile String modelId;

    public ClassifyFaces(ServedModelOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        times = new StageTimes(metrics, TimedStage.CLASSIFY);
        ofModel = new ModelMetrics(metrics);
        served = ServedModel.open(getRuntimeContext().getJobInfo().getJobId(), options);
        use(served.holdCurrent());
        MetricGroup modelMetrics = metrics.addGroup("expressionModel");
        swaps = modelMetrics.counter("swaps");
        modelMetrics.gauge("id", () -> modelId);
        modelMetrics.gauge("refusals", served::refusals);
        modelMetrics.gauge("lastRefusal", served::lastRefusal);
    }

    private void use(ModelHold next) {
        try (ModelHold before = hold;
                ExpressionModel modelBefore = model) {
            hold = next;
            model = next.open();
        }
        modelId = next.contract().modelId();
        ofModel.use(modelId);
        labels = next.contract().labels().toArray(String[]::new);
        int size = next.contract().inputSize();
        cropBytes = size * size * 3;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        if (!served.currentId().equals(modelId)) {
            use(served.holdCurrent());
            swaps.inc();
        }
    }

    @Override
    public ClassifiedBatch map(FaceBatch batch) {
        if (!batch.modelId().equals(modelId)) {
            use(served.hold(batch.modelId()));
            swaps.inc();
        }
        long started = times.start();
        float[][] distributions = classify(batch.crops(), batch.faces());
        List<FrameFaces> frames = new ArrayList<>(batch.frames().size());
        int first = 0;
        for (FrameFaces frame : batch.frames()) {
            int count = frame.faces().size();
            frames.add(
                    distributions == null
                            ? classifyAlone(frame, batch.crops(), first)
                            : read(frame, distributions, first));
            first += count;
        }
        times.end(TimedStage.CLASSIFY, started);
        return new ClassifiedBatch(frames);
    }

    private FrameFaces classifyAlone(FrameFaces frame, byte[] crops, int first) {
        int from = first * cropBytes;
        int count = frame.faces().size();
        float[][] distributions =
                classify(Arrays.copyOfRange(crops, from, from + count * cropBytes), count);
        if (distributions != null) {
            return read(frame, distributions, 0);
        }
        ofModel.failed(count);
        return frame.refused(
                Refusal.of(
                        Stage.CLASSIFY,
                        ReasonCode.CLASSIFIER_FAILED,
                        "The expression model failed on this frame's " + count + " faces."));
    }

    private float @Nullable [][] classify(byte[] crops, int count) {
        try {
            long started = System.nanoTime();
            float[][] distributions = model.classify(crops, count);
            if (count > 0) {
                ofModel.inference(count, System.nanoTime() - started);
            }
            for (float[] distribution : distributions) {
                requireDistribution(distribution);
            }
            return distributions;
        } catch (RuntimeException e) {
            LOG.warn("The expression model failed on {} faces", count, e);
            return null;
        }
    }

    private static void requireDistribution(float[] distribution) {
        double sum = 0;
        for (float probability : distribution) {
            sum += probability;
        }
        if (!(Math.abs(sum - 1) < 1e-3)) {
            throw new IllegalStateException("the model's probabilities sum to " + sum + ", not 1");
        }
    }

    private FrameFaces read(FrameFaces frame, float[][] distributions, int first) {
        if (frame.refusal() != null) {
            return frame;
        }
        List<FaceReading> faces = new ArrayList<>(frame.faces().size());
        for (int i = 0; i < frame.faces().size(); i++) {
            faces.add(frame.faces().get(i).withDistribution(distributions[first + i]));
        }
        ofModel.classified(faces.size());
        return frame.classified(faces, labels, modelId);
    }

    @Override
    public void close() {
        try (ServedModel closedServed = served;
                ModelHold closedHold = hold;
                ExpressionModel closedModel = model) {
            model = null;
        }
    }
}
