package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

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
            names = "--momentum",
            defaultValue = "0.9",
            paramLabel = "<share>",
            description = "Nesterov's momentum.")
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
        check(weightDecay >= 0, "--weight-decay", weightDecay, "must be 0 or more", 5e-4);
        check(warmupEpochs >= 0, "--warmup-epochs", warmupEpochs, "must be 0 or more", 2);
        checkShare("--average-decay", averageDecay, 0.998);
    }

    void checkLength() {
        check(epochs >= 1, EPOCHS, epochs, "must be 1 or more", 40);
        check(maxMinutes >= 0, MAX_MINUTES, maxMinutes, "must be 0 or more", 60);
    }

    private static void checkShare(String option, float value, double example) {
        check(value >= 0 && value < 1, option, value, "must be from 0 to below 1", example);
    }
}
