package io.countenance.job.options;

import io.countenance.job.model.ServedModelOptions;
import io.countenance.options.InvalidOptionException;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.identity.EmbeddingOptions;
import io.countenance.vision.inference.Device;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The two models. */
final class ModelOptions {

    @Option(
            names = "--device",
            defaultValue = "auto",
            description =
                    "Where both models run. cuda fails where CUDA cannot be used; auto says at INFO which it is.")
    Device device;

    @Option(
            names = "--detector.model",
            paramLabel = "<default|haar|path>",
            defaultValue = "default",
            description =
                    "The face detector: the one that ships, OpenCV's Haar cascade, or an ONNX file of the UltraFace, YuNet or SCRFD family.")
    String detectorModel;

    @Option(
            names = "--detector.input-size",
            paramLabel = "<px>",
            defaultValue = "640",
            description =
                    "Longest side that frames are scaled down to before detection, at most; detector.min-face-size may ask for less.")
    int detectorInputSize;

    @Option(
            names = "--detector.min-score",
            paramLabel = "<0..1>",
            defaultValue = "0.65",
            description = "Least certainty of a face.")
    float detectorMinScore;

    @Option(
            names = "--detector.min-face-size",
            paramLabel = "<px>",
            defaultValue = "32",
            description =
                    "Shortest side of a face in the frame. Frames are scaled down as far as leaves such a face 20 px, so larger is faster; below 24 px expressions are hardly read.")
    int minFaceSize;

    @Option(
            names = "--detector.threads",
            paramLabel = "<count>",
            defaultValue = "1",
            description =
                    "Threads inside one detection on the CPU. Slots times threads should be the cores.")
    int detectorThreads;

    @Option(
            names = "--expression.model",
            paramLabel = "<default|int8|path|URI>",
            defaultValue = "default",
            description =
                    "The expression model: the one that ships, the same in 8-bit integers (for CPUs with VNNI or the like), or an ONNX file that model-lab exported; a URI's file system, say s3://, must be among Flink's.")
    String expressionModel;

    @Option(
            names = "--expression.watch-interval",
            paramLabel = "<time>",
            defaultValue = "30s",
            description =
                    "How often expression.model is looked at for a new version, which is taken without a restart when it has stayed the same from one look to the next; 0s never looks.")
    Duration watchInterval;

    @Option(
            names = "--expression.max-batch",
            paramLabel = "<count>",
            defaultValue = "32",
            description = "Most faces of one inference call.")
    int maxBatch;

    @Option(
            names = "--expression.threads",
            paramLabel = "<count>",
            defaultValue = "1",
            description = "Threads inside one classification on the CPU.")
    int expressionThreads;

    void check() {
        InvalidOptionException.check(
                detectorInputSize >= 64 && detectorInputSize <= 4096,
                "--detector.input-size",
                detectorInputSize,
                "must be from 64 to 4096",
                640);
        InvalidOptionException.check(
                detectorMinScore > 0 && detectorMinScore < 1,
                "--detector.min-score",
                detectorMinScore,
                "must be between 0 and 1",
                0.65);
        InvalidOptionException.check(
                minFaceSize >= 1,
                "--detector.min-face-size",
                minFaceSize,
                "must be at least 1",
                32);
        InvalidOptionException.check(
                detectorThreads >= 1 && detectorThreads <= 256,
                "--detector.threads",
                detectorThreads,
                "must be from 1 to 256",
                1);
        InvalidOptionException.check(
                expressionThreads >= 1 && expressionThreads <= 256,
                "--expression.threads",
                expressionThreads,
                "must be from 1 to 256",
                1);
        InvalidOptionException.check(
                maxBatch >= 1 && maxBatch <= 4096,
                "--expression.max-batch",
                maxBatch,
                "must be from 1 to 4096",
                32);
        InvalidOptionException.check(
                !watchInterval.isNegative(),
                "--expression.watch-interval",
                watchInterval,
                "must not be negative",
                "30s");
    }

    DetectorOptions detector() {
        return new DetectorOptions(
                detectorModel,
                detectorInputSize,
                detectorMinScore,
                minFaceSize,
                device,
                detectorThreads);
    }

    ServedModelOptions served() {
        return new ServedModelOptions(
                new ExpressionModelOptions(expressionModel, device, expressionThreads, maxBatch),
                watchInterval);
    }

    /** How faces are embedded, where that is asked for. */
    EmbeddingOptions embedding(PersonOptions persons) {
        return new EmbeddingOptions(
                persons.embeddingModel,
                device,
                expressionThreads,
                maxBatch,
                persons.embeddingInterval,
                persons.embeddingMinQuality);
    }
}
