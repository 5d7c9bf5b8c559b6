package io.countenance.lab.train;

import io.countenance.lab.data.Augmentation;
import io.countenance.lab.data.Sampling;
import io.countenance.lab.loss.LossSettings;
import io.countenance.lab.network.NetworkSpec;
import java.util.List;
import java.util.Objects;

/**
 * Everything that a training run depends on besides its data. Stands in the run's folder as {@code
 * settings.json}.
 *
 * @param network what is trained
 * @param labels names of the classes in order
 * @param trainingData what the pictures are, for the model file
 * @param loss what is minimised
 * @param augmentation how pictures are varied
 * @param sampling how often each expression is shown; natural where a file does not say
 * @param epochs most passes over the training split, 1 or more
 * @param batchSize faces in a step
 * @param learningRate the highest
 * @param optimiser how weights move; Nesterov's form where a file does not say
 * @param decay how the learning rate falls; a cosine where a file does not say
 * @param momentum 0 to below 1
 * @param weightDecay of the weights of convolutions and the last layer, not of norms and biases
 * @param warmupEpochs the learning rate rises over so many, 0 or more
 * @param averageDecay of the moving average of weights that is evaluated and exported, 0 to below 1
 * @param maxMinutes of training in all, 0 for no limit: see {@link LearningRateSchedule}
 * @param seed of weights, order and augmentation
 */
public record TrainingSettings(
        NetworkSpec network,
        List<String> labels,
        String trainingData,
        LossSettings loss,
        Augmentation augmentation,
        Sampling sampling,
        int epochs,
        int batchSize,
        float learningRate,
        Optimiser optimiser,
        RateDecay decay,
        float momentum,
        float weightDecay,
        float warmupEpochs,
        float averageDecay,
        double maxMinutes,
        long seed) {

    /** Takes what was the only choice when a file was written that lacks one. */
    public TrainingSettings {
        sampling = Objects.requireNonNullElse(sampling, Sampling.NATURAL);
        optimiser = Objects.requireNonNullElse(optimiser, Optimiser.NESTEROV);
        decay = Objects.requireNonNullElse(decay, RateDecay.COSINE);
    }

    /** The same with another end. */
    public TrainingSettings withLength(int newEpochs, double newMaxMinutes) {
        return with(newEpochs, newMaxMinutes, seed);
    }

    /** The same with other weights to begin with, another order and other variations. */
    public TrainingSettings withSeed(long newSeed) {
        return with(epochs, maxMinutes, newSeed);
    }

    private TrainingSettings with(int newEpochs, double newMaxMinutes, long newSeed) {
        return new TrainingSettings(
                network,
                labels,
                trainingData,
                loss,
                augmentation,
                sampling,
                newEpochs,
                batchSize,
                learningRate,
                optimiser,
                decay,
                momentum,
                weightDecay,
                warmupEpochs,
                averageDecay,
                newMaxMinutes,
                newSeed);
    }
}
