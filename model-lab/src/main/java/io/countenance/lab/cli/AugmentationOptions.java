package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.lab.data.Augmentation;
import io.countenance.lab.data.Sampling;
import picocli.CommandLine.Option;

/** How pictures are varied. */
final class AugmentationOptions {

    @Option(
            names = "--rotation",
            defaultValue = "12",
            paramLabel = "<degrees>",
            description = "Pictures are turned up to so much either way.")
    private double rotation;

    @Option(
            names = "--scale",
            defaultValue = "0.15",
            paramLabel = "<share>",
            description = "Faces are made up to so much larger or smaller.")
    private double scale;

    @Option(
            names = "--shift",
            defaultValue = "0.1",
            paramLabel = "<share>",
            description = "Faces are moved up to this share of the side, in both directions.")
    private double shift;

    @Option(
            names = "--flip",
            defaultValue = "0.5",
            paramLabel = "<probability>",
            description = "Of a mirror image.")
    private double flip;

    @Option(
            names = "--contrast",
            defaultValue = "0.2",
            paramLabel = "<share>",
            description = "Up to so much more or less contrast.")
    private double contrast;

    @Option(
            names = "--brightness",
            defaultValue = "0.1",
            paramLabel = "<share>",
            description = "Up to this share of white brighter or darker.")
    private double brightness;

    @Option(
            names = "--erasing",
            defaultValue = "0",
            paramLabel = "<probability>",
            description = "Of noise over a rectangle of 2 to 20 %% of the picture.")
    private double erasing;

    @Option(
            names = "--mixup",
            defaultValue = "0",
            paramLabel = "<alpha>",
            description =
                    "Blends each face and its labels with another's, by shares of Beta(alpha,"
                            + " alpha); 0 to 1, 0: none.")
    private double mixup;

    @Option(
            names = "--sampling",
            defaultValue = "natural",
            description =
                    "natural: each face once an epoch. balanced: each expression equally often.")
    Sampling sampling;

    Augmentation augmentation() {
        check(
                rotation >= 0 && rotation <= 180,
                "--rotation",
                rotation,
                "must be from 0 to 180",
                12);
        check(scale >= 0 && scale < 1, "--scale", scale, "must be from 0 to below 1", 0.15);
        check(
                contrast >= 0 && contrast < 1,
                "--contrast",
                contrast,
                "must be from 0 to below 1",
                0.2);
        share("--shift", shift);
        share("--flip", flip);
        share("--brightness", brightness);
        share("--erasing", erasing);
        share("--mixup", mixup);
        return new Augmentation(rotation, scale, shift, flip, contrast, brightness, erasing, mixup);
    }

    private static void share(String option, double value) {
        check(value >= 0 && value <= 1, option, value, "must be from 0 to 1", 0.1);
    }
}
