package io.countenance.demo;

import io.countenance.job.model.ServedModel;
import io.countenance.job.model.ServedModelOptions;
import io.countenance.job.options.JobOptions;
import io.countenance.options.InvalidOptionException;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.detect.FaceDetectors;
import io.countenance.vision.expression.InvalidModelException;
import io.countenance.vision.identity.EmbeddingOptions;
import io.countenance.vision.identity.FaceEmbedder;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.flink.api.common.JobID;

/**
 * The model files that a user names. A job in this process would find only after brokers, topics
 * and cluster are up that one cannot be used.
 */
public final class GivenModels {

    private static final String JOB_OPTION = "--job-option";

    private GivenModels() {}

    /**
     * Opens each once and closes it. Models of the build are not looked at, nor what is at a URI,
     * which the cluster's file systems may know alone.
     *
     * @throws InvalidOptionException where one cannot be used
     * @throws io.countenance.vision.inference.DeviceUnavailableException where the device cannot be
     *     used
     */
    public static void check(JobOptions options) {
        check(options, JOB_OPTION, "expression.model=");
    }

    /**
     * The same for a program with an option of its own for the expression model.
     *
     * @param option which, such as {@code --model}
     */
    public static void check(JobOptions options, String option) {
        check(options, option, "");
    }

    private static void check(JobOptions options, String option, String prefix) {
        ServedModelOptions served = options.servedModel();
        if (served.isFile()) {
            ServedModelOptions unwatched = new ServedModelOptions(served.model(), Duration.ZERO);
            tryOut(
                    option,
                    prefix,
                    served.model().model(),
                    () -> ServedModel.open(new JobID(), unwatched).close());
        }
        DetectorOptions detector = options.detector();
        if (!detector.model().equals(DetectorOptions.DEFAULT_MODEL)
                && !detector.model().equals(DetectorOptions.HAAR_MODEL)) {
            tryOut(
                    JOB_OPTION,
                    "detector.model=",
                    detector.model(),
                    () -> FaceDetectors.open(detector).close());
        }
        EmbeddingOptions embedding = options.embedding();
        if (embedding != null && !embedding.model().equals(EmbeddingOptions.DEFAULT_MODEL)) {
            tryOut(
                    JOB_OPTION,
                    "tracker.embedding-model=",
                    embedding.model(),
                    () -> FaceEmbedder.open(embedding).close());
        }
    }

    private static void tryOut(String option, String prefix, String model, Runnable use) {
        try {
            use.run();
        } catch (InvalidModelException | IllegalArgumentException | UncheckedIOException e) {
            throw new InvalidOptionException(
                    option,
                    prefix + model,
                    "must be a model that can be used: " + e.getMessage().replaceFirst("\\.$", ""),
                    prefix + "default");
        }
    }
}
