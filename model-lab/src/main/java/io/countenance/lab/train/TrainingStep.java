package io.countenance.lab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.countenance.lab.data.FaceBatch;
import io.countenance.lab.loss.TrainingLoss;
import io.countenance.lab.network.FaceNetwork;
import io.countenance.lab.network.NetworkInput;

/**
 * A network and what a step of training does to it: forward, backward, weights, moving average. One
 * thread; the manager owns all native memory.
 */
public final class TrainingStep {

    private final NDManager manager;
    private final TrainingSettings settings;
    private final FaceNetwork network;
    private final FaceNetwork average;
    private final MomentumSgd optimiser;
    private final WeightAverage averaging;
    private final TrainingLoss loss;

    /**
     * Makes a network with the weights that the settings' seed gives.
     *
     * @param manager owns weights and whatever goes with them; its owner closes it
     * @param settings of the run
     */
    public TrainingStep(NDManager manager, TrainingSettings settings) {
        this.manager = manager;
        this.settings = settings;
        manager.getEngine().setRandomSeed((int) settings.seed());
        network = FaceNetwork.of(settings.network());
        network.initialize(manager);
        average = FaceNetwork.of(settings.network());
        average.initialize(manager);
        average.getParameters().forEach(parameter -> parameter.getValue().freeze(true));
        optimiser =
                new MomentumSgd(
                        manager,
                        network.getParameters(),
                        settings.optimiser(),
                        settings.momentum(),
                        settings.weightDecay());
        averaging = new WeightAverage(network, average, settings.averageDecay());
        loss = new TrainingLoss(settings.loss());
    }

    FaceNetwork network() {
        return network;
    }

    FaceNetwork average() {
        return average;
    }

    MomentumSgd optimiser() {
        return optimiser;
    }

    TrainingLoss loss() {
        return loss;
    }

    /**
     * Takes a step. A loss that is no number moves nothing.
     *
     * @param batch faces in the network's size and colour
     * @param step counted from 0 over the whole run
     * @param rate learning rate
     */
    public BatchResult take(FaceBatch batch, long step, float rate) {
        // Dropout draws from the engine's generator, whose state cannot be saved.
        manager.getEngine().setRandomSeed((int) (settings.seed() * 1_000_003 + step));
        // Frees what the step makes: gradients and views attach to the weights' manager otherwise.
        try (NDScope scope = new NDScope();
                NDManager arrays = manager.newSubManager()) {
            scope.suppressNotUsedWarning();
            int count = batch.count();
            int labels = settings.labels().size();
            Shape labelled = new Shape(count, labels);
            NDArray input =
                    NetworkInput.of(
                            arrays,
                            batch.pixels(),
                            count,
                            settings.network().inputSize(),
                            settings.network().colour());
            NDArray distributions = arrays.create(batch.distributions(), labelled);
            NDArray majorities = arrays.create(batch.majorities(), labelled);
            BatchResult result;
            try (GradientCollector gradients = manager.getEngine().newGradientCollector()) {
                NDArray logits =
                        network.forward(new ParameterStore(arrays, false), new NDList(input), true)
                                .singletonOrThrow();
                NDArray value = loss.of(logits, distributions, majorities);
                gradients.backward(value);
                result =
                        BatchResult.of(
                                value.getFloat(),
                                logits.toFloatArray(),
                                batch.majorities(),
                                labels);
            }
            if (Double.isFinite(result.loss())) {
                optimiser.step(rate);
                averaging.update(step);
            }
            return result;
        }
    }
}
