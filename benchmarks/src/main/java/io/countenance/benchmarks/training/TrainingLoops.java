package io.countenance.benchmarks.training;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.countenance.benchmarks.measure.Comparison;
import io.countenance.benchmarks.measure.Contender;
import io.countenance.benchmarks.measure.Measurement;
import io.countenance.lab.data.Augmentation;
import io.countenance.lab.data.BatchPipeline;
import io.countenance.lab.data.FaceBatch;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.Sampling;
import io.countenance.lab.loss.LossKind;
import io.countenance.lab.loss.LossSettings;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.Variant;
import io.countenance.lab.train.Optimiser;
import io.countenance.lab.train.RateDecay;
import io.countenance.lab.train.TrainingSettings;
import io.countenance.lab.train.TrainingStep;
import java.util.Iterator;
import java.util.List;

/**
 * The step of training in two loops: with a batch that is there, and with batches of the pipeline.
 * A turn is an epoch, so that no batch is prepared in another turn than its own. Close it to free
 * the network and end the pipeline's threads.
 */
final class TrainingLoops implements AutoCloseable {

    static final String PIPELINE = "train's pipeline";

    /** What train has where nothing is asked for. */
    private static final Augmentation AUGMENTATION =
            new Augmentation(12, 0.15, 0.1, 0.5, 0.2, 0.1, 0, 0);

    /** So small that noise cannot make the loss diverge. */
    private static final float RATE = 1e-3f;

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    private final BatchPipeline pipeline;
    private final TrainingStep step;
    private final FaceBatch batch;
    private final int size;
    private final long seed;
    private int epoch;
    private long taken;

    /**
     * Makes the network and starts the pipeline.
     *
     * @param faces of an epoch: a whole number of batches
     */
    TrainingLoops(FaceSet faces, int size, int batchSize, int loaderThreads) {
        TrainingSettings settings = settings(faces, size, batchSize);
        this.size = size;
        seed = settings.seed();
        step = new TrainingStep(manager, settings);
        pipeline =
                new BatchPipeline(
                        faces, size, batchSize, AUGMENTATION, Sampling.NATURAL, loaderThreads);
        batch = pipeline.inOrder().next();
    }

    private static TrainingSettings settings(FaceSet faces, int size, int batchSize) {
        return new TrainingSettings(
                new NetworkSpec(Variant.FULL, size, faces.labels().size(), 0),
                faces.labels(),
                "a benchmark",
                new LossSettings(LossKind.KL, 1, 0.5f, 0.6f, 1),
                AUGMENTATION,
                Sampling.NATURAL,
                1,
                batchSize,
                RATE,
                Optimiser.NESTEROV,
                RateDecay.COSINE,
                0.9f,
                5e-4f,
                0,
                0.998f,
                0,
                1);
    }

    List<Measurement> compare(int turns) throws Exception {
        return Comparison.run(
                size + " px",
                List.of(
                        new Contender("bare loop", this::bare),
                        new Contender(PIPELINE, this::pipeline)),
                turns);
    }

    private int bare() {
        int steps = pipeline.batchesPerEpoch();
        for (int i = 0; i < steps; i++) {
            step.take(batch, taken++, RATE);
        }
        return steps * batch.count();
    }

    private int pipeline() {
        int images = 0;
        Iterator<FaceBatch> batches = pipeline.shuffled(seed, ++epoch, 0);
        while (batches.hasNext()) {
            FaceBatch next = batches.next();
            step.take(next, taken++, RATE);
            images += next.count();
        }
        return images;
    }

    @Override
    public void close() {
        pipeline.close();
        manager.close();
    }
}
