package io.countenance.lab.cli;

import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.train.TrainingSettings;
import java.util.List;
import picocli.CommandLine.Mixin;

/** What is minimised, how, and on which variations of the pictures. */
final class LearningOptions {

    @Mixin LossOptions loss;
    @Mixin OptimisationOptions optimisation;
    @Mixin AugmentationOptions augmentation;

    /** Checks all of it. */
    TrainingSettings settings(NetworkSpec network, List<String> labels, String trainingData) {
        optimisation.validate();
        return new TrainingSettings(
                network,
                labels,
                trainingData,
                loss.settings(),
                augmentation.augmentation(),
                augmentation.sampling,
                optimisation.epochs,
                optimisation.batch,
                optimisation.learningRate,
                optimisation.optimiser,
                optimisation.decay(),
                optimisation.momentum,
                optimisation.weightDecay,
                optimisation.warmupEpochs,
                optimisation.averageDecay,
                optimisation.maxMinutes,
                optimisation.seed);
    }
}
