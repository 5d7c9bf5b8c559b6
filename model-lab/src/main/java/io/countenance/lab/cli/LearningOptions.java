package io.countenance.lab.cli;

import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.train.TrainingSettings;
import java.util.List;
import picocli.CommandLine.Mixin;

/** What is minimised, how, and on which variations of the pictures. */
final class LearningOptions extends TrainingOptions {

    @Mixin LossOptions loss;

    /** Checks all of it. */
    TrainingSettings settings(NetworkSpec network, List<String> labels, String trainingData) {
        return settings(network, labels, trainingData, loss.settings());
    }
}
