package io.countenance.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.lab.data.Augmentation;
import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FerPlus;
import io.countenance.lab.data.Sampling;
import io.countenance.lab.loss.ClassReduction;
import io.countenance.lab.loss.LossKind;
import io.countenance.lab.loss.LossSettings;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.Variant;
import io.countenance.lab.train.Optimiser;
import io.countenance.lab.train.RateDecay;
import io.countenance.lab.train.TrainingSettings;
import io.countenance.options.Program;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every setting of the recipes, as the design of the paper has them. */
class RecipeTest {

    private static final RateDecay.Shape STEP = RateDecay.Shape.STEP;
    private static final Augmentation FLIP = new Augmentation(0, 0, 0, 0.5, 0, 0, 0, 0);

    @Test
    void rafDbIsThePapers() {
        assertThat(settings("paper-rafdb"))
                .isEqualTo(paper(0.2f, Sampling.NATURAL, 32, new RateDecay(STEP, 30, 0.1)));
    }

    @Test
    void affectNetIsThePapers() {
        assertThat(settings("paper-affectnet"))
                .isEqualTo(paper(0.6f, Sampling.BALANCED, 64, new RateDecay(STEP, 10, 0.1)));
    }

    @Test
    void fastIsTheDefaultsForAnHour() {
        assertThat(settings("fast"))
                .isEqualTo(
                        new TrainingSettings(
                                new NetworkSpec(Variant.FULL, 64, 8, 0, Colour.LUMINANCE),
                                FerPlus.LABELS,
                                "drawn",
                                new LossSettings(LossKind.KL, 1, 0.5f, 0.3f, 1),
                                new Augmentation(12, 0.15, 0.1, 0.5, 0.2, 0.1, 0, 0),
                                Sampling.NATURAL,
                                200,
                                128,
                                0.1f,
                                Optimiser.NESTEROV,
                                RateDecay.COSINE,
                                0.9f,
                                5e-4f,
                                2,
                                0.998f,
                                60,
                                1));
    }

    @Test
    void whatIsGivenWins() {
        TrainingSettings settings = settings("paper-rafdb", "--size", "112", "--flip", "0");

        assertThat(settings.network().inputSize()).isEqualTo(112);
        assertThat(settings.augmentation().flip()).isZero();
        assertThat(settings.learningRate()).isEqualTo(0.01f);
    }

    /** Its student learns the generator's distributions alone, where --distributions has them. */
    @ParameterizedTest
    @CsvSource({"paper-rafdb, 1", "paper-affectnet, 1", "fast, 0.5"})
    void shareOfTheGeneratorsDistributions(String recipe, float share) {
        assertThat(command(recipe).labelSource.mix).isEqualTo(share);
    }

    private static TrainingSettings paper(
            float beta, Sampling sampling, int batch, RateDecay decay) {
        return new TrainingSettings(
                new NetworkSpec(Variant.FULL, 224, 8, 0.2f, Colour.RGB),
                FerPlus.LABELS,
                "drawn",
                new LossSettings(LossKind.KL_COMBO, 1, 0.5f, beta, 1, ClassReduction.SUM),
                FLIP,
                sampling,
                120,
                batch,
                0.01f,
                Optimiser.SGD,
                decay,
                0.9f,
                1e-4f,
                0,
                0,
                0,
                1);
    }

    private static TrainingSettings settings(String recipe, String... more) {
        return command(recipe, more).settings(FerPlus.LABELS);
    }

    private static TrainCommand command(String recipe, String... more) {
        TrainCommand command = new TrainCommand();
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--recipe",
                                recipe,
                                "--run",
                                "run",
                                "--data",
                                "faces",
                                "--data-name",
                                "drawn"));
        arguments.addAll(List.of(more));
        Program.commandLine(command).parseArgs(arguments.toArray(String[]::new));
        command.applyRecipe();
        return command;
    }
}
