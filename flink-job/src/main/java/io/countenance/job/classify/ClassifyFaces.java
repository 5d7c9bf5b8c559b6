package io.countenance.job.classify;

import io.countenance.job.detect.FaceBatch;
import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.frame.Refusal;
import io.countenance.job.frame.Stage;
import io.countenance.schemas.ReasonCode;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the expressions of all faces of a batch in one inference call. In: {@link FaceBatch}. Out:
 * its frames, classified.
 *
 * <p>Where the call fails, each frame's faces are tried alone, and only the frame that fails again
 * is refused.
 */
public final class ClassifyFaces extends RichMapFunction<FaceBatch, ClassifiedBatch> {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ClassifyFaces.class);

    private final ExpressionModelOptions options;

    private transient ExpressionModel model;
    private transient String[] labels;
    private transient int cropBytes;
    private transient Counter facesClassified;

    public ClassifyFaces(ExpressionModelOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        model = ExpressionModel.open(options);
        labels = model.contract().labels().toArray(String[]::new);
        int size = model.contract().inputSize();
        cropBytes = size * size * 3;
        facesClassified = getRuntimeContext().getMetricGroup().counter("facesClassified");
    }

    @Override
    public ClassifiedBatch map(FaceBatch batch) {
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
        return new ClassifiedBatch(frames);
    }

    private FrameFaces classifyAlone(FrameFaces frame, byte[] crops, int first) {
        int from = first * cropBytes;
        int count = frame.faces().size();
        float[][] distributions =
                classify(Arrays.copyOfRange(crops, from, from + count * cropBytes), count);
        return distributions == null
                ? frame.refused(
                        Refusal.of(
                                Stage.CLASSIFY,
                                ReasonCode.CLASSIFIER_FAILED,
                                "The expression model failed on this frame's " + count + " faces."))
                : read(frame, distributions, 0);
    }

    private float @Nullable [][] classify(byte[] crops, int count) {
        try {
            float[][] distributions = model.classify(crops, count);
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
        facesClassified.inc(faces.size());
        return frame.classified(faces, labels, model.contract().modelId());
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
            model = null;
        }
    }
}
