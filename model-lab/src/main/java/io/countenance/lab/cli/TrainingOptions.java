package io.countenance.lab.cli;

import io.countenance.lab.loss.LossSettings;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.train.TrainingSettings;
import java.util.List;
import picocli.CommandLine.Mixin;

/** How a loss is minimised, and on which variations of the pictures. */
class TrainingOptions {

    @Mixin OptimisationOptions optimisation;
    @Mixin AugmentationOptions augmentation;

    /** Checks all of it. */
    final TrainingSettings settings(
            NetworkSpec network, List<String> labels, String trainingData, LossSettings loss) {
        optimisation.validate();
        return new TrainingSettings(
                network,
                labels,
                trainingData,
                loss,
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
