package io.countenance.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.countenance.lab.DrawnFaces;
import io.countenance.lab.data.Augmentation;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.Sampling;
import io.countenance.lab.loss.LossKind;
import io.countenance.lab.loss.LossSettings;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {

    private static final FaceSet TRAINING = DrawnFaces.of(96, 1);
    private static final FaceSet VALIDATION = DrawnFaces.of(30, 2);

    @TempDir private Path folder;

    @Test
    void learnsToTellDrawnFacesApart() throws Exception {
        List<EpochMetrics> epochs = new ArrayList<>();
        try (TrainingRun run =
                TrainingRun.start(
                        settings(LossKind.KL, 20, 0.02f, 0),
                        DrawnFaces.of(160, 1),
                        VALIDATION,
                        folder,
                        Compute.CPU)) {
            run.train(collect(epochs));
        }

        EpochMetrics last = epochs.get(epochs.size() - 1);
        assertThat(epochs).hasSize(20);
        assertThat(last.trainLoss()).isLessThan(0.5 * epochs.get(0).trainLoss());
        assertThat(last.trainAccuracy()).isBetween(0.7, 1.0);
        assertThat(last.validation().all().accuracy()).isGreaterThan(0.9);
        // Every drawn face has a majority label, so that the loss is over the same faces.
        assertThat(last.validationLoss()).isCloseTo(last.validation().all().kl(), within(1e-4));
        assertThat(Files.readAllLines(folder.resolve("metrics.csv"))).hasSize(21);
        Checkpoints checkpoints = new Checkpoints(folder);
        assertThat(checkpoints.last().orElseThrow()).endsWith(Path.of("epoch-0020"));
        assertThat(
                        Checkpoints.state(checkpoints.best().orElseThrow())
                                .validation()
                                .leakFree()
                                .accuracy())
                .isEqualTo(
                        epochs.stream()
                                .mapToDouble(e -> e.validation().leakFree().accuracy())
                                .max()
                                .orElseThrow());
    }

    @Test
    void aRunThatWasStoppedAndResumedEndsWithTheSameBits() throws Exception {
        TrainingSettings settings = settings(LossKind.KL, 3, 0.05f, 0);
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        try (TrainingRun run = TrainingRun.start(settings, TRAINING, null, whole, Compute.CPU)) {
            run.train(TrainingListener.NONE);
        }
        try (TrainingRun run = TrainingRun.start(settings, TRAINING, null, parts, Compute.CPU)) {
            assertThatThrownBy(() -> run.train(stopAfter(2))).hasMessage("stopped");
        }
        // As a program that is killed while it writes leaves it.
        Files.writeString(parts.resolve("metrics.csv"), "3,0.1,9", StandardOpenOption.APPEND);
        try (TrainingRun run = TrainingRun.resume(settings, TRAINING, null, parts, Compute.CPU)) {
            assertThat(run.state().epochs()).isEqualTo(2);
            run.train(TrainingListener.NONE);
        }

        assertThat(parts.resolve("epoch-0003/arrays.safetensors"))
                .hasSameBinaryContentAs(whole.resolve("epoch-0003/arrays.safetensors"));
        assertThat(parts.resolve("epoch-0002")).doesNotExist();
        assertThat(EpochLine.readAll(parts)).extracting(EpochLine::epoch).containsExactly(1, 2, 3);
    }

    @Test
    void aRunThatWasStoppedWithinAnEpochEndsWithTheSameBits() throws Exception {
        TrainingSettings settings = everythingDrawn();
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        List<EpochMetrics> expected = new ArrayList<>();
        List<EpochMetrics> actual = new ArrayList<>();
        try (TrainingRun run = TrainingRun.start(settings, TRAINING, null, whole, Compute.CPU)) {
            run.train(collect(expected));
        }
        for (int stop : new int[] {2, 4, 99}) { // twice in the second epoch
            boolean first = Files.notExists(parts);
            try (TrainingRun run =
                    first
                            ? TrainingRun.start(settings, TRAINING, null, parts, Compute.CPU)
                            : TrainingRun.resume(settings, TRAINING, null, parts, Compute.CPU)) {
                run.train(stopIn(run, 2, stop, actual));
            }
            assertThat(Files.exists(parts.resolve("step-%08d".formatted(6 + stop))))
                    .isEqualTo(stop < 99);
        }

        assertThat(parts.resolve("epoch-0002/arrays.safetensors"))
                .hasSameBinaryContentAs(whole.resolve("epoch-0002/arrays.safetensors"));
        assertThat(actual).extracting(EpochMetrics::trainLoss).hasSize(2);
        assertThat(actual.get(1).trainLoss()).isEqualTo(expected.get(1).trainLoss());
        assertThat(actual.get(1).trainAccuracy()).isEqualTo(expected.get(1).trainAccuracy());
        try (Stream<Path> files = Files.list(parts)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "settings.json", "faces.sha256", "metrics.csv", "epoch-0002");
        }
    }

    @Test
    void theSameSeedGivesTheSameRun() throws Exception {
        TrainingSettings settings = everythingDrawn().withLength(1, 0);
        for (String name : new String[] {"one", "two"}) {
            try (TrainingRun run =
                    TrainingRun.start(
                            settings, TRAINING, null, folder.resolve(name), Compute.CPU)) {
                run.train(TrainingListener.NONE);
            }
        }
        String arrays = "epoch-0001/arrays.safetensors";

        assertThat(folder.resolve("one").resolve(arrays))
                .hasSameBinaryContentAs(folder.resolve("two").resolve(arrays));
    }

    private static TrainingListener stopIn(
            TrainingRun run, int epoch, int step, List<EpochMetrics> epochs) {
        return new TrainingListener() {
            private int current;

            @Override
            public void epochStarted(int number, int steps) {
                current = number;
            }

            @Override
            public void stepDone(int number, double loss, float rate, double progress) {
                if (current == epoch && number == step) {
                    run.stop();
                }
            }

            @Override
            public void epochDone(EpochMetrics metrics) {
                epochs.add(metrics);
            }
        };
    }

    @Test
    void stopsWithAMessageWhenTheLossIsNoNumber() throws Exception {
        try (TrainingRun run =
                TrainingRun.start(
                        settings(LossKind.KL, 5, 1e30f, 0), TRAINING, null, folder, Compute.CPU)) {
            assertThatThrownBy(() -> run.train(TrainingListener.NONE))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("the loss is not a number any more (epoch 1")
                    .hasMessageContaining("--learning-rate");
        }
    }

    @Test
    void endsWhenTheTimeIsOver() throws Exception {
        try (TrainingRun run =
                TrainingRun.start(
                        settings(LossKind.KL, 10_000, 0.05f, 0.02),
                        TRAINING,
                        null,
                        folder,
                        Compute.CPU)) {
            run.train(TrainingListener.NONE);

            assertThat(run.state().epochs()).isLessThan(10_000);
            assertThat(run.state().minutes()).isGreaterThanOrEqualTo(0.02);
        }
    }

    @Test
    void doesNotWriteOverARun() throws Exception {
        TrainingSettings settings = settings(LossKind.KL, 1, 0.05f, 0);
        TrainingRun.start(settings, TRAINING, null, folder, Compute.CPU).close();

        assertThatThrownBy(() -> TrainingRun.start(settings, TRAINING, null, folder, Compute.CPU))
                .hasMessageContaining("holds a run already: go on with --resume");
    }

    @Test
    void doesNotGoOnWithOtherFaces() throws Exception {
        TrainingSettings settings = settings(LossKind.KL, 1, 0.05f, 0);
        TrainingRun.start(settings, TRAINING, VALIDATION, folder, Compute.CPU).close();
        TrainingRun.resume(settings, TRAINING, VALIDATION, folder, Compute.CPU).close();

        FaceSet others = DrawnFaces.of(95, 1);
        assertThatThrownBy(
                        () -> TrainingRun.resume(settings, others, VALIDATION, folder, Compute.CPU))
                .hasMessageContaining("holds a run on other faces or labels: give it its own");
        assertThatThrownBy(() -> TrainingRun.resume(settings, TRAINING, null, folder, Compute.CPU))
                .hasMessageContaining("holds a run on other faces or labels");
    }

    @Test
    void theLastGoodCheckpointOutlivesADivergence() throws Exception {
        TrainingSettings good = settings(LossKind.KL, 1, 0.05f, 0);
        try (TrainingRun run = TrainingRun.start(good, TRAINING, null, folder, Compute.CPU)) {
            run.train(TrainingListener.NONE);
        }
        byte[] before = Files.readAllBytes(folder.resolve("epoch-0001/arrays.safetensors"));
        TrainingSettings wild = settings(LossKind.KL, 5, 1e30f, 0);

        try (TrainingRun run = TrainingRun.resume(wild, TRAINING, null, folder, Compute.CPU)) {
            assertThatThrownBy(() -> run.train(TrainingListener.NONE))
                    .isInstanceOf(DivergedException.class);
        }

        assertThat(new Checkpoints(folder).last()).contains(folder.resolve("epoch-0001"));
        assertThat(folder.resolve("epoch-0001/arrays.safetensors")).hasBinaryContent(before);
        try (TrainingRun run = TrainingRun.resume(good, TRAINING, null, folder, Compute.CPU)) {
            assertThat(run.state().epochs()).isEqualTo(1);
        }
    }

    /** The loss of the epoch's only step is a number; what it leaves behind is none. */
    @Test
    void weightsThatAreNoNumbersAreNotWritten() throws Exception {
        FaceSet one = DrawnFaces.of(16, 1);
        try (TrainingRun run =
                TrainingRun.start(
                        settings(LossKind.KL, 5, Float.POSITIVE_INFINITY, 0),
                        one,
                        null,
                        folder,
                        Compute.CPU)) {
            assertThatThrownBy(() -> run.train(TrainingListener.NONE))
                    .hasMessageContaining("a weight is not a number any more (epoch 1, step 1,");
        }

        assertThat(new Checkpoints(folder).last()).isEmpty();
    }

    private static TrainingListener collect(List<EpochMetrics> epochs) {
        return new TrainingListener() {
            @Override
            public void epochDone(EpochMetrics metrics) {
                epochs.add(metrics);
            }
        };
    }

    private static TrainingListener stopAfter(int epochs) {
        return new TrainingListener() {
            @Override
            public void epochDone(EpochMetrics metrics) {
                if (metrics.epoch() == epochs) {
                    throw new IllegalStateException("stopped");
                }
            }
        };
    }

    /** Two epochs in which all that is drawn at random is drawn. */
    private static TrainingSettings everythingDrawn() {
        return settings(
                LossKind.KL_COMBO,
                2,
                0.05f,
                0,
                new Augmentation(5, 0.05, 0.05, 0.5, 0.1, 0.05, 0.5, 0.4),
                Sampling.BALANCED);
    }

    private static TrainingSettings settings(
            LossKind loss, int epochs, float learningRate, double maxMinutes) {
        return settings(
                loss,
                epochs,
                learningRate,
                maxMinutes,
                new Augmentation(5, 0.05, 0.05, 0.5, 0.1, 0.05, 0, 0),
                Sampling.NATURAL);
    }

    private static TrainingSettings settings(
            LossKind loss,
            int epochs,
            float learningRate,
            double maxMinutes,
            Augmentation augmentation,
            Sampling sampling) {
        return new TrainingSettings(
                new NetworkSpec(Variant.FULL, 48, TRAINING.labels().size(), 0.1f),
                TRAINING.labels(),
                "drawn faces",
                new LossSettings(loss, 1, 0.5f, 0.6f, 1),
                augmentation,
                sampling,
                epochs,
                16,
                learningRate,
                Optimiser.NESTEROV,
                RateDecay.COSINE,
                0.9f,
                5e-4f,
                1,
                0.9f,
                maxMinutes,
                11);
    }
}
