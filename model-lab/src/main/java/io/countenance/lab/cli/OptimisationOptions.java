package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.lab.train.Optimiser;
import io.countenance.lab.train.RateDecay;
import picocli.CommandLine.Option;

/** How the loss is brought down, and for how long. */
final class OptimisationOptions {

    static final String EPOCHS = "--epochs";
    static final String MAX_MINUTES = "--max-minutes";

    @Option(
            names = EPOCHS,
            defaultValue = "40",
            paramLabel = "<count>",
            description = "Passes over the training split.")
    int epochs;

    @Option(
            names = MAX_MINUTES,
            defaultValue = "0",
            paramLabel = "<minutes>",
            description =
                    "Ends the run after so much training, validation not counted; 0: no limit. The"
                            + " learning rate decays by whichever share is larger, of steps or of"
                            + " minutes, so that it is near zero at the end. Such a run cannot be"
                            + " repeated bit for bit.")
    double maxMinutes;

    @Option(
            names = "--batch",
            defaultValue = "128",
            paramLabel = "<faces>",
            description = "Faces in a step.")
    int batch;

    @Option(
            names = "--learning-rate",
            defaultValue = "0.1",
            paramLabel = "<rate>",
            description = "The highest.")
    float learningRate;

    @Option(
            names = "--optimiser",
            defaultValue = "nesterov",
            description = "Stochastic gradient descent with Nesterov's or with plain momentum.")
    Optimiser optimiser;

    @Option(
            names = "--decay",
            defaultValue = "cosine",
            description =
                    "How the learning rate falls: along a cosine to zero, by --decay-factor every"
                            + " --decay-epochs, or not at all.")
    private RateDecay.Shape decay;

    @Option(
            names = "--decay-epochs",
            defaultValue = "30",
            paramLabel = "<epochs>",
            description = "Between two steps of --decay step.")
    private int decayEpochs;

    @Option(
            names = "--decay-factor",
            defaultValue = "0.1",
            paramLabel = "<factor>",
            description = "Of a step of --decay step.")
    private double decayFactor;

    @Option(
            names = "--momentum",
            defaultValue = "0.9",
            paramLabel = "<share>",
            description = "Share of the last step's movement that stays.")
    float momentum;

    @Option(
            names = "--weight-decay",
            defaultValue = "5e-4",
            paramLabel = "<factor>",
            description = "Of weights, not of norms and biases.")
    float weightDecay;

    @Option(
            names = "--warmup-epochs",
            defaultValue = "2",
            paramLabel = "<epochs>",
            description = "The learning rate rises over so many.")
    float warmupEpochs;

    @Option(
            names = "--average-decay",
            defaultValue = "0.998",
            paramLabel = "<share>",
            description = "Of the moving average of weights that is measured and exported.")
    float averageDecay;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "<number>",
            description = "Of weights, order and augmentation.")
    long seed;

    void validate() {
        checkLength();
        check(batch >= 2, "--batch", batch, "must be 2 or more", 128);
        check(learningRate > 0, "--learning-rate", learningRate, "must be above 0", 0.1);
        checkShare("--momentum", momentum, 0.9);
        check(decayEpochs >= 1, "--decay-epochs", decayEpochs, "must be 1 or more", 30);
        check(
                decayFactor > 0 && decayFactor < 1,
                "--decay-factor",
                decayFactor,
                "must be above 0 and below 1",
                0.1);
        check(weightDecay >= 0, "--weight-decay", weightDecay, "must be 0 or more", 5e-4);
        check(warmupEpochs >= 0, "--warmup-epochs", warmupEpochs, "must be 0 or more", 2);
        checkShare("--average-decay", averageDecay, 0.998);
    }

    RateDecay decay() {
        return new RateDecay(decay, decayEpochs, decayFactor);
    }

    void checkLength() {
        check(epochs >= 1, EPOCHS, epochs, "must be 1 or more", 40);
        check(maxMinutes >= 0, MAX_MINUTES, maxMinutes, "must be 0 or more", 60);
    }

    private static void checkShare(String option, float value, double example) {
        check(value >= 0 && value < 1, option, value, "must be from 0 to below 1", example);
    }
}
