package io.countenance.job.classify;

import io.countenance.job.metrics.BoundedGroups;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What one subtask measures of each version of the expression model, in groups {@code model.ID}:
 * counters {@code facesClassified} and {@code facesFailed}, histograms {@code
 * inferenceMicroseconds} and {@code facesPerInference} of its calls, and a gauge {@code inUse}, 1
 * for the version that is read with and 0 for those before. Used by one operator's thread.
 */
final class ModelMetrics {

    /** Versions that get a name of their own while a task runs. */
    private static final int MAX_MODELS = 20;

    private static final int REMEMBERED_CALLS = 500;

    private final BoundedGroups<OfModel> byModel;
    private volatile OfModel current;

    ModelMetrics(MetricGroup metrics) {
        byModel = new BoundedGroups<>(metrics, "model", MAX_MODELS, OfModel::new);
    }

    /** The version that is read with from now on. */
    void use(String modelId) {
        current = byModel.of(modelId);
    }

    /** A call that read so many faces. */
    void inference(int faces, long nanoseconds) {
        current.inference.update(nanoseconds / 1000);
        current.facesPerInference.update(faces);
    }

    /** Faces that were read. */
    void classified(int faces) {
        current.classified.inc(faces);
    }

    /** Faces that the model failed on. */
    void failed(int faces) {
        current.failed.inc(faces);
    }

    private final class OfModel {

        private final Counter classified;
        private final Counter failed;
        private final Histogram inference;
        private final Histogram facesPerInference;

        OfModel(MetricGroup group) {
            classified = group.counter("facesClassified");
            failed = group.counter("facesFailed");
            inference =
                    group.histogram(
                            "inferenceMicroseconds",
                            new DescriptiveStatisticsHistogram(REMEMBERED_CALLS));
            facesPerInference =
                    group.histogram(
                            "facesPerInference",
                            new DescriptiveStatisticsHistogram(REMEMBERED_CALLS));
            group.gauge("inUse", (Gauge<Integer>) () -> current == this ? 1 : 0);
        }
    }
}
