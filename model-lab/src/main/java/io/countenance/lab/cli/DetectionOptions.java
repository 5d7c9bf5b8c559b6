package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.inference.Device;
import picocli.CommandLine.Option;

/** How faces are looked for; the names and defaults are those of the job. */
final class DetectionOptions {

    @Option(
            names = "--detector.model",
            defaultValue = DetectorOptions.DEFAULT_MODEL,
            paramLabel = "<default|haar|path>",
            description =
                    "The face detector: the one that ships, OpenCV's Haar cascade, or an ONNX file"
                            + " of the UltraFace, YuNet or SCRFD family.")
    private String model;

    @Option(
            names = "--detector.input-size",
            defaultValue = "640",
            paramLabel = "<px>",
            description = "Longest side that pictures are scaled down to before detection.")
    private int inputSize;

    @Option(
            names = "--detector.min-score",
            defaultValue = "0.65",
            paramLabel = "<0..1>",
            description = "Least certainty of a face.")
    private float minScore;

    @Option(
            names = "--detector.min-face-size",
            defaultValue = "16",
            paramLabel = "<px>",
            description = "Shortest side of a face in the picture.")
    private int minFaceSize;

    /** Checks the ranges. */
    DetectorOptions options() {
        check(
                inputSize >= 64 && inputSize <= 4096,
                "--detector.input-size",
                inputSize,
                "must be from 64 to 4096",
                640);
        check(
                minScore > 0 && minScore < 1,
                "--detector.min-score",
                minScore,
                "must be between 0 and 1",
                0.65);
        check(minFaceSize >= 1, "--detector.min-face-size", minFaceSize, "must be at least 1", 16);
        return new DetectorOptions(model, inputSize, minScore, minFaceSize, Device.AUTO, 1);
    }
}
