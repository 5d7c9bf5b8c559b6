package io.countenance.lab.cli;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.network.FaceNetwork;
import io.countenance.lab.train.Checkpoints;
import io.countenance.lab.train.TrainingSettings;
import io.countenance.lab.train.TrainingState;
import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The averaged weights of a run's best or last checkpoint. Close it to free them.
 *
 * @param manager owns the weights
 * @param network with its weights
 * @param settings of the run
 * @param state when the checkpoint was written
 */
record TrainedNetwork(
        NDManager manager, FaceNetwork network, TrainingSettings settings, TrainingState state)
        implements AutoCloseable {

    /** Opens a run's best checkpoint on the CPU. */
    static TrainedNetwork open(Path run) throws IOException {
        return open(run, Device.cpu());
    }

    /** The same on another device. */
    static TrainedNetwork open(Path run, Device device) throws IOException {
        return open(run, new Checkpoints(run).best().orElse(null), device);
    }

    /** The same of a run's last checkpoint, which no measurement chose. */
    static TrainedNetwork openLast(Path run, Device device) throws IOException {
        return open(run, new Checkpoints(run).last().orElse(null), device);
    }

    private static TrainedNetwork open(Path run, @Nullable Path checkpoint, Device device)
            throws IOException {
        Checkpoints checkpoints = new Checkpoints(run);
        TrainingSettings settings = checkpoints.settings();
        InvalidOptionException.check(
                checkpoint != null,
                "--run",
                run,
                "must hold a checkpoint: train an epoch first",
                "a folder that train --run has filled");
        TrainingState state = Checkpoints.state(checkpoint);
        NDManager manager = NDManager.newBaseManager(device, "PyTorch");
        try {
            FaceNetwork network = FaceNetwork.of(settings.network());
            network.initialize(manager);
            network.getParameters().forEach(parameter -> parameter.getValue().freeze(true));
            Checkpoints.readAverage(checkpoint, manager, network);
            return new TrainedNetwork(manager, network, settings, state);
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * The faces, where they have the labels of the run.
     *
     * @throws InvalidOptionException of {@code --run} where they have others
     */
    FaceSet withItsLabels(FaceSet faces, Path run) {
        InvalidOptionException.check(
                faces.labels().equals(settings.labels()),
                "--run",
                run,
                "must have the labels of the data, %s, not %s"
                        .formatted(faces.labels(), settings.labels()),
                "a run that was trained on the same labels");
        return faces;
    }

    @Override
    public void close() {
        manager.close();
    }
}
