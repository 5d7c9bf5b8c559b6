package io.countenance.lab.train;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.countenance.lab.data.BatchPipeline;
import io.countenance.lab.data.FaceBatch;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.evaluate.EvaluationDetails;
import io.countenance.lab.evaluate.Evaluator;
import io.countenance.lab.evaluate.NetworkScorer;
import io.countenance.lab.loss.TrainingLoss;
import io.countenance.lab.network.FaceNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network into one folder. On the CPU the same settings, data and thread count give the
 * same weights, stopped and resumed or not, unless a time limit shapes the schedule. Owns all
 * native memory of the run; one thread.
 */
public final class TrainingRun implements AutoCloseable {

    private final TrainingSettings settings;
    private final FaceSet training;
    private final @Nullable FaceSet validation;
    private final Path folder;
    private final Checkpoints checkpoints;
    private final NDManager manager;
    private final FaceNetwork network;
    private final FaceNetwork average;
    private final TrainingStep step;
    private final TrainingLoss loss;
    private final BatchPipeline pipeline;
    private final LearningRateSchedule schedule;
    private volatile boolean stopping;
    private TrainingState state = TrainingState.START;

    private TrainingRun(
            TrainingSettings settings,
            FaceSet training,
            @Nullable FaceSet validation,
            Path folder,
            Compute compute) {
        if (training.colour() != settings.network().colour()) {
            throw new IllegalArgumentException(
                    "the network sees %s, the training pictures are %s"
                            .formatted(
                                    settings.network().colour().text(), training.colour().text()));
        }
        this.settings = settings;
        this.training = training;
        this.validation = validation;
        this.folder = folder;
        checkpoints = new Checkpoints(folder);
        manager = NDManager.newBaseManager(compute.device(), "PyTorch");
        step = new TrainingStep(manager, settings);
        network = step.network();
        average = step.average();
        loss = step.loss();
        pipeline =
                new BatchPipeline(
                        training,
                        settings.network().inputSize(),
                        Math.min(settings.batchSize(), training.faces().size()),
                        settings.augmentation(),
                        settings.sampling(),
                        compute.loaderThreads());
        long stepsPerEpoch = pipeline.batchesPerEpoch();
        schedule =
                new LearningRateSchedule(
                        settings.learningRate(),
                        settings.epochs(),
                        stepsPerEpoch,
                        Math.round(stepsPerEpoch * (double) settings.warmupEpochs()),
                        settings.decay(),
                        settings.maxMinutes());
    }

    /**
     * Begins a run.
     *
     * @param settings of the run
     * @param training faces to learn from
     * @param validation faces to measure on after each epoch, or null
     * @param folder for settings, metrics and checkpoints; must not hold a run
     * @param compute what it is computed on
     */
    public static TrainingRun start(
            TrainingSettings settings,
            FaceSet training,
            @Nullable FaceSet validation,
            Path folder,
            Compute compute)
            throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        checkpoints.requireNoRun();
        Files.createDirectories(folder);
        FacesFile.of(folder).write(training, validation);
        checkpoints.writeSettings(settings);
        MetricsFile.of(folder).begin();
        return new TrainingRun(settings, training, validation, folder, compute);
    }

    /**
     * Goes on where the last checkpoint of a folder stands.
     *
     * @param settings the run's own, or with a later end
     * @throws IOException where the run learnt from or was measured on other faces or labels, or
     *     its checkpoint or metrics cannot be read
     */
    public static TrainingRun resume(
            TrainingSettings settings,
            FaceSet training,
            @Nullable FaceSet validation,
            Path folder,
            Compute compute)
            throws IOException {
        FacesFile.of(folder).requireSame(training, validation);
        Checkpoints checkpoints = new Checkpoints(folder);
        checkpoints.writeSettings(settings);
        Path last = checkpoints.last().orElse(null);
        TrainingRun run = new TrainingRun(settings, training, validation, folder, compute);
        try {
            if (last != null) {
                Checkpoints.read(last, run.manager, run.network, run.average, run.step.optimiser());
                run.state = Checkpoints.state(last);
            }
            MetricsFile.of(folder).cutBack(run.state.epochs());
        } catch (IOException | RuntimeException e) {
            run.close();
            throw e;
        }
        return run;
    }

    /**
     * Goes on with the run that the folder holds, or begins one. A run that is at its end is opened
     * too; training it does nothing.
     *
     * @throws IOException where the folder holds a run with other settings or on other faces
     */
    public static TrainingRun startOrResume(
            TrainingSettings settings,
            FaceSet training,
            @Nullable FaceSet validation,
            Path folder,
            Compute compute)
            throws IOException {
        if (Files.notExists(folder.resolve("settings.json"))) {
            return start(settings, training, validation, folder, compute);
        }
        if (!new Checkpoints(folder).settings().equals(settings)) {
            throw new IOException(
                    folder
                            + " holds a run with other settings: choose another folder or delete it");
        }
        return resume(settings, training, validation, folder, compute);
    }

    /** How it is trained. */
    public TrainingSettings settings() {
        return settings;
    }

    /** The faces that it learns from. */
    public FaceSet training() {
        return training;
    }

    /** The faces that it is measured on after each epoch, null where there are none. */
    public @Nullable FaceSet validation() {
        return validation;
    }

    /** Where settings, metrics and checkpoints are. */
    public Path folder() {
        return folder;
    }

    /** Whether {@link #stop} was called. */
    public boolean isStopped() {
        return stopping;
    }

    /** Where it stands. */
    public TrainingState state() {
        return state;
    }

    /** What is trained; it belongs to this run. */
    public FaceNetwork network() {
        return network;
    }

    /**
     * Ends training after the step that it is in, with a checkpoint from which it can go on with
     * the same bits. For any thread.
     */
    public void stop() {
        stopping = true;
    }

    /** Whether all epochs are done or the time is over. */
    public boolean isFinished() {
        return state.epochs() >= settings.epochs()
                || schedule.progress(state.steps(), state.minutes()) >= 1;
    }

    /** Trains until it {@link #isFinished} or {@link #stop} was called. */
    public void train(TrainingListener listener) throws IOException {
        while (!stopping && !isFinished()) {
            trainEpoch(listener);
        }
    }

    private void trainEpoch(TrainingListener listener) throws IOException {
        int epoch = state.epochs() + 1;
        EpochProgress before = Objects.requireNonNullElse(state.unfinished(), EpochProgress.NONE);
        EpochProgress now = before;
        listener.epochStarted(epoch, pipeline.batchesPerEpoch());
        Iterator<FaceBatch> batches = pipeline.shuffled(settings.seed(), epoch, before.steps());
        long start = System.nanoTime();
        float rate = 0;
        boolean timeIsOver = false;
        while (batches.hasNext() && !stopping && !timeIsOver) {
            double minutes = state.minutes() + (System.nanoTime() - start) / 6e10;
            long done = state.steps() + now.steps() - before.steps();
            double progress = schedule.progress(done, minutes);
            if (progress >= 1) {
                timeIsOver = true;
                continue;
            }
            rate = schedule.rate(done, minutes);
            BatchResult result = step.take(batches.next(), done, rate);
            now = now.after(result.loss(), result.faces(), result.hits());
            if (!Double.isFinite(result.loss())) {
                throw new DivergedException("the loss", epoch, now.steps(), rate);
            }
            listener.stepDone(now.steps(), result.loss(), rate, progress);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        int steps = now.steps() - before.steps();
        long allSteps = state.steps() + steps;
        double minutes = state.minutes() + seconds / 60;
        if (!hasNumbers(network)) {
            throw new DivergedException("a weight", epoch, now.steps(), rate);
        }
        if (batches.hasNext() && !timeIsOver) {
            state =
                    new TrainingState(
                            epoch - 1, allSteps, minutes, state.validation(), state.details(), now);
            checkpoints.write(state, network, average, step.optimiser());
            listener.stopped(epoch, now.steps());
            return;
        }
        float[][] predictions = validation == null ? null : predict(validation);
        Evaluation evaluation = predictions == null ? null : Evaluation.of(validation, predictions);
        EvaluationDetails details =
                predictions == null ? null : EvaluationDetails.of(validation, predictions);
        EpochMetrics metrics =
                new EpochMetrics(
                        epoch,
                        minutes,
                        steps
                                * (double) Math.min(settings.batchSize(), training.faces().size())
                                / seconds,
                        rate,
                        now.meanLoss(),
                        now.accuracy(),
                        predictions == null ? null : loss(validation, predictions),
                        evaluation);
        // Before the checkpoint: a run that is killed between them does this epoch again, and its
        // line with it.
        MetricsFile.of(folder).append(metrics);
        state = new TrainingState(epoch, allSteps, minutes, evaluation, details, null);
        checkpoints.write(state, network, average, step.optimiser());
        listener.epochDone(metrics);
    }

    /** A step whose loss was a number may have left weights that are none. */
    private static boolean hasNumbers(FaceNetwork network) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return network.getParameters().stream()
                    .map(parameter -> parameter.getValue().getArray())
                    .noneMatch(
                            array ->
                                    array.isNaN().any().getBoolean()
                                            || array.isInfinite().any().getBoolean());
        }
    }

    private float[][] predict(FaceSet faces) {
        try (NetworkScorer scorer = new NetworkScorer(manager, average)) {
            return Evaluator.predict(scorer, faces);
        }
    }

    /** The loss over all faces as one batch. */
    private double loss(FaceSet faces, float[][] predictions) {
        try (NDManager arrays = manager.newSubManager()) {
            int labels = faces.labels().size();
            FaceBatch batch = FaceBatch.labelsOf(faces);
            Shape shape = new Shape(batch.count(), labels);
            return loss.of(
                            arrays.create(predictions).maximum(Float.MIN_NORMAL).log(),
                            arrays.create(batch.distributions(), shape),
                            arrays.create(batch.majorities(), shape))
                    .getFloat();
        }
    }

    @Override
    public void close() {
        pipeline.close();
        manager.close();
    }
}
