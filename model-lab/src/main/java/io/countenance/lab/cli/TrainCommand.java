package io.countenance.lab.cli;

import io.countenance.lab.data.Augmentation;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.FerPlus;
import io.countenance.lab.loss.LossKind;
import io.countenance.lab.loss.LossSettings;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.Variant;
import io.countenance.lab.train.Checkpoints;
import io.countenance.lab.train.TrainingRun;
import io.countenance.lab.train.TrainingSettings;
import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains a network. */
@Command(
        name = "train",
        description = "Trains a network on faces with votes; a folder keeps all of the run.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Option(
            names = "--run",
            required = true,
            paramLabel = "<folder>",
            description = "Settings, metrics.csv and checkpoints go here.")
    private Path run = Path.of("");

    @Option(
            names = "--resume",
            description =
                    "Goes on with the run in --run. Its settings stay, save for --epochs and"
                            + " --max-minutes where they are given.")
    private boolean resume;

    @ArgGroup(exclusive = false, multiplicity = "1", heading = "Data%n")
    private DataOptions data = new DataOptions();

    @ArgGroup(exclusive = false, heading = "Network%n")
    private NetworkOptions network = new NetworkOptions();

    @ArgGroup(exclusive = false, heading = "Loss%n")
    private LossOptions loss = new LossOptions();

    @ArgGroup(exclusive = false, heading = "Optimisation%n")
    private OptimisationOptions optimisation = new OptimisationOptions();

    @ArgGroup(exclusive = false, heading = "Augmentation%n")
    private AugmentationOptions augmentation = new AugmentationOptions();

    private static final class DataOptions {
        @Option(
                names = "--data",
                required = true,
                paramLabel = "<folder|zip>",
                description = "Pictures of the training split.")
        private Path data = Path.of("");

        @Option(
                names = "--labels",
                required = true,
                paramLabel = "<csv>",
                description = "Votes for each picture, in the form of FER+.")
        private Path labels = Path.of("");

        @Option(
                names = "--split",
                defaultValue = "train",
                paramLabel = "<name>",
                description = "Rows of the label file to train on.")
        private String split = "train";

        @Option(
                names = "--valid-data",
                paramLabel = "<folder|zip>",
                description =
                        "Pictures to measure on after each epoch. The checkpoint that is best on"
                                + " those without a copy in the training split is kept.")
        private @Nullable Path validData;

        @Option(
                names = "--valid-split",
                defaultValue = "valid",
                paramLabel = "<name>",
                description = "Rows of the label file to measure on.")
        private String validSplit = "valid";

        @Option(
                names = "--data-name",
                defaultValue = "FER2013 pictures with FER+ votes",
                paramLabel = "<text>",
                description = "What the pictures are, for the model file.")
        private String name = "";
    }

    private static final class NetworkOptions {
        @Option(
                names = "--variant",
                defaultValue = "full",
                description =
                        "ShuffleNet-V2 alone, with the output module, with the partitioned"
                                + " depthwise residual, or with both.")
        private Variant variant = Variant.FULL;

        @Option(
                names = "--size",
                defaultValue = "64",
                paramLabel = "<px>",
                description = "Side of the input: a multiple of 16 from 48 to 512.")
        private int size = 64;

        @Option(
                names = "--dropout",
                defaultValue = "0.2",
                paramLabel = "<share>",
                description = "Features dropped before the last layer.")
        private float dropout = 0.2f;
    }

    private static final class LossOptions {
        @Option(
                names = "--loss",
                defaultValue = "kl",
                description =
                        "kl: divergence from the votes. kl-combo: with the paper's combo loss."
                                + " combo and cross-entropy: majority labels alone.")
        private LossKind kind = LossKind.KL;

        @Option(
                names = "--lambda",
                defaultValue = "1",
                paramLabel = "<weight>",
                description = "Combo loss beside the divergence.")
        private float lambda = 1;

        @Option(
                names = "--alpha",
                defaultValue = "0.5",
                paramLabel = "<share>",
                description = "Cross-entropy in the combo loss; the rest is Dice.")
        private float alpha = 0.5f;

        @Option(
                names = "--beta",
                defaultValue = "0.6",
                paramLabel = "<share>",
                description = "Weight of misses against false alarms in the cross-entropy.")
        private float beta = 0.6f;

        @Option(
                names = "--epsilon",
                defaultValue = "1",
                paramLabel = "<number>",
                description = "Smooths Dice.")
        private float epsilon = 1;
    }

    private static final class OptimisationOptions {
        @Option(
                names = "--epochs",
                defaultValue = "40",
                paramLabel = "<count>",
                description = "Passes over the training split.")
        private int epochs = 40;

        @Option(
                names = "--max-minutes",
                defaultValue = "0",
                paramLabel = "<minutes>",
                description =
                        "Ends the run after so much training; 0: no limit. The learning rate"
                                + " decays by whichever share is larger, of steps or of minutes, so that"
                                + " it is near zero at the end. Such a run cannot be repeated bit for"
                                + " bit.")
        private double maxMinutes;

        @Option(
                names = "--batch",
                defaultValue = "128",
                paramLabel = "<faces>",
                description = "Faces in a step.")
        private int batch = 128;

        @Option(
                names = "--learning-rate",
                defaultValue = "0.2",
                paramLabel = "<rate>",
                description = "The highest.")
        private float learningRate = 0.2f;

        @Option(
                names = "--momentum",
                defaultValue = "0.9",
                paramLabel = "<share>",
                description = "Nesterov's momentum.")
        private float momentum = 0.9f;

        @Option(
                names = "--weight-decay",
                defaultValue = "5e-4",
                paramLabel = "<factor>",
                description = "Of weights, not of norms and biases.")
        private float weightDecay = 5e-4f;

        @Option(
                names = "--warmup-epochs",
                defaultValue = "1",
                paramLabel = "<epochs>",
                description = "The learning rate rises over so many.")
        private float warmupEpochs = 1;

        @Option(
                names = "--average-decay",
                defaultValue = "0.998",
                paramLabel = "<share>",
                description = "Of the moving average of weights that is measured and exported.")
        private float averageDecay = 0.998f;

        @Option(
                names = "--seed",
                defaultValue = "1",
                paramLabel = "<number>",
                description = "Of weights, order and augmentation.")
        private long seed = 1;
    }

    private static final class AugmentationOptions {
        @Option(
                names = "--rotation",
                defaultValue = "12",
                paramLabel = "<degrees>",
                description = "Up to so much either way.")
        private double rotation = 12;

        @Option(
                names = "--scale",
                defaultValue = "0.15",
                paramLabel = "<share>",
                description = "Up to so much larger or smaller.")
        private double scale = 0.15;

        @Option(
                names = "--shift",
                defaultValue = "0.1",
                paramLabel = "<share>",
                description = "Up to this share of the side, in both directions.")
        private double shift = 0.1;

        @Option(
                names = "--flip",
                defaultValue = "0.5",
                paramLabel = "<probability>",
                description = "Of a mirror image.")
        private double flip = 0.5;

        @Option(
                names = "--contrast",
                defaultValue = "0.2",
                paramLabel = "<share>",
                description = "Up to so much more or less.")
        private double contrast = 0.2;

        @Option(
                names = "--brightness",
                defaultValue = "0.1",
                paramLabel = "<share>",
                description = "Up to this share of white brighter or darker.")
        private double brightness = 0.1;

        @Option(
                names = "--erasing",
                defaultValue = "0",
                paramLabel = "<probability>",
                description = "Of noise over a rectangle of 2 to 20 %% of the picture.")
        private double erasing;
    }

    @Override
    public Integer call() throws IOException {
        InvalidOptionException.check(
                optimisation.epochs >= 1, "--epochs", optimisation.epochs, "must be 1 or more", 40);
        InvalidOptionException.check(
                optimisation.batch >= 2, "--batch", optimisation.batch, "must be 2 or more", 128);
        FaceSet training = FerPlus.load(data.data, data.labels, data.split);
        FaceSetReport.print("training", training);
        FaceSet validation = null;
        if (data.validData != null) {
            validation = FerPlus.load(data.validData, data.labels, data.validSplit);
            FaceSetReport.print("validation", validation);
        }
        try (TrainingRun training1 =
                resume
                        ? TrainingRun.resume(
                                new Checkpoints(run).settings(), training, validation, run)
                        : TrainingRun.start(settings(training), training, validation, run)) {
            training1.train(new TrainingProgress(System.out, optimisation.batch));
        }
        return 0;
    }

    private TrainingSettings settings(FaceSet training) {
        return new TrainingSettings(
                new NetworkSpec(
                        network.variant, network.size, training.labels().size(), network.dropout),
                training.labels(),
                data.name,
                new LossSettings(loss.kind, loss.lambda, loss.alpha, loss.beta, loss.epsilon),
                new Augmentation(
                        augmentation.rotation,
                        augmentation.scale,
                        augmentation.shift,
                        augmentation.flip,
                        augmentation.contrast,
                        augmentation.brightness,
                        augmentation.erasing),
                optimisation.epochs,
                optimisation.batch,
                optimisation.learningRate,
                optimisation.momentum,
                optimisation.weightDecay,
                optimisation.warmupEpochs,
                optimisation.averageDecay,
                optimisation.maxMinutes,
                optimisation.seed);
    }
}
