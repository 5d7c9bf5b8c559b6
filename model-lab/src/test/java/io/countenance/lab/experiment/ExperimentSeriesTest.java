package io.countenance.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.lab.DrawnFaces;
import io.countenance.lab.data.Augmentation;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.Sampling;
import io.countenance.lab.evaluate.Measures;
import io.countenance.lab.loss.LossKind;
import io.countenance.lab.loss.LossSettings;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.Variant;
import io.countenance.lab.train.Checkpoints;
import io.countenance.lab.train.Compute;
import io.countenance.lab.train.Optimiser;
import io.countenance.lab.train.RateDecay;
import io.countenance.lab.train.TrainingListener;
import io.countenance.lab.train.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentSeriesTest {

    private static final FaceSet TRAINING = DrawnFaces.of(32, 1);
    private static final FaceSet VALIDATION = DrawnFaces.of(15, 2);

    @TempDir private Path folder;

    private final List<String> trained = new ArrayList<>();
    private final List<Integer> reported = new ArrayList<>();

    @Test
    void aSeriesThatWasStoppedWithinARunGoesOn() throws Exception {
        SeriesOutcome stopped = run(1, 2);
        assertThat(stopped.finished()).isFalse();
        assertThat(stopped.results()).hasSize(1);
        assertThat(reported).containsExactly(1);

        SeriesOutcome finished = run(1, 0);

        assertThat(finished.finished()).isTrue();
        assertThat(trained)
                .containsExactly(
                        "run 1 of 2: kl-seed7",
                        "run 2 of 2: combo-seed7",
                        "run 2 of 2: combo-seed7");
        assertThat(reported).containsExactly(1, 1, 2);
        assertThat(finished.results()).hasSize(2);
        assertThat(finished.results().get(0)).isEqualTo(stopped.results().get(0));
    }

    @Test
    void measuresAreThoseOfTheBestEpochOfEachSeed() throws Exception {
        SeriesOutcome outcome = run(2, 0);

        assertThat(trained)
                .containsExactly(
                        "run 1 of 4: kl-seed7",
                        "run 2 of 4: combo-seed7",
                        "run 3 of 4: kl-seed8",
                        "run 4 of 4: combo-seed8");
        ExperimentResult result = outcome.results().get(0);
        double[] kl = new double[2];
        for (int i = 0; i < 2; i++) {
            Path best = new Checkpoints(folder.resolve("kl-seed" + (7 + i))).best().orElseThrow();
            RunResult run = result.runs().get(i);
            assertThat(run.validation()).isEqualTo(Checkpoints.state(best).validation());
            assertThat(best).endsWith(Path.of("epoch-000" + run.bestEpoch()));
            assertThat(run.minutes()).isPositive();
            kl[i] = run.validation().leakFree().kl();
        }
        Spread spread = result.leakFree(Measures::kl);
        assertThat(spread.mean()).isEqualTo((kl[0] + kl[1]) / 2);
        assertThat(spread.half()).isEqualTo(Math.abs(kl[0] - kl[1]) / 2);
    }

    @Test
    void refusesARunOnOtherFaces() throws Exception {
        run(1, 0);
        List<Experiment> other =
                List.of(new Experiment("kl", "kl", settings(LossKind.KL), DrawnFaces.of(33, 1)));

        assertThatThrownBy(
                        () ->
                                new ExperimentSeries(other, VALIDATION, 1, folder, Compute.CPU)
                                        .run((experiment, title, run) -> {}, results -> {}))
                .hasMessageContaining("kl-seed7 holds a run on other faces");
    }

    /** Stops the run with this number, counted from 1, after its first step. */
    private SeriesOutcome run(int seeds, int stopped) throws Exception {
        List<Experiment> experiments =
                List.of(
                        new Experiment("kl", "kl", settings(LossKind.KL), TRAINING),
                        new Experiment("combo", "combo", settings(LossKind.COMBO), TRAINING));
        return new ExperimentSeries(experiments, VALIDATION, seeds, folder, Compute.CPU)
                .run(
                        (experiment, title, run) -> {
                            trained.add(title);
                            boolean stop = trained.size() == stopped;
                            run.train(
                                    new TrainingListener() {
                                        @Override
                                        public void stepDone(
                                                int step,
                                                double loss,
                                                float rate,
                                                double progress) {
                                            if (stop) {
                                                run.stop();
                                            }
                                        }
                                    });
                        },
                        results -> reported.add(results.size()));
    }

    private static TrainingSettings settings(LossKind loss) {
        return new TrainingSettings(
                new NetworkSpec(Variant.BASELINE, 48, TRAINING.labels().size(), 0),
                TRAINING.labels(),
                "drawn faces",
                new LossSettings(loss, 1, 0.5f, 0.6f, 1),
                Augmentation.NONE,
                Sampling.NATURAL,
                2,
                16,
                0.02f,
                Optimiser.NESTEROV,
                RateDecay.COSINE,
                0.9f,
                5e-4f,
                0,
                0.5f,
                0,
                7);
    }
}
