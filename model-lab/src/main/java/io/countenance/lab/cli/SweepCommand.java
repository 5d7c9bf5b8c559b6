package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.lab.data.FaceSet;
import io.countenance.lab.experiment.Experiment;
import io.countenance.lab.experiment.SeriesOutcome;
import io.countenance.lab.experiment.SweepReport;
import io.countenance.lab.loss.LossKind;
import io.countenance.lab.train.Compute;
import io.countenance.lab.train.TrainingSettings;
import io.countenance.options.EnumConverter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks for the best β. */
@Command(
        name = "sweep",
        description =
                "Trains a network for each β of the combo loss, all else equal: the paper's figures"
                        + " 6 and 7. Writes sweep.csv, sweep.md and sweep.png after each run.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {

    private static final Set<String> OWN = Set.of("--beta");

    @Spec private CommandSpec spec;

    @Mixin private SeriesOptions series;

    @Option(
            names = "--beta",
            defaultValue = "0:1:0.1",
            paramLabel = "<from:to:step>",
            description =
                    "Weights of misses against false alarms in the modified cross-entropy, from 0"
                            + " to 1; or a list with commas.")
    private String betas;

    @Option(
            names = "--loss",
            defaultValue = "kl-combo",
            description =
                    "kl-combo: divergence from the label distributions with the combo loss. combo:"
                            + " majority labels alone.")
    private LossKind kind;

    @Mixin private TrainingDataOptions data;
    @Mixin private LabelSourceOptions labelSource;
    @Mixin private NetworkOptions network;
    @Mixin private ComboLossOptions loss;
    @Mixin private TrainingOptions training;
    @Mixin private ComputeOptions compute;

    @Override
    public Integer call() throws IOException {
        series.applyRecipe(spec, OWN);
        series.validate();
        data.requireValidation();
        checkLoss();
        List<BigDecimal> numbers = NumberRange.parse("--beta", betas, 0, 1);
        Compute where = compute.compute();
        FaceSet faces = data.training(network.colour);
        FaceSet validation = data.requiredValidation(faces);
        FaceSet labelled = labelSource.applyTo(faces);
        List<Experiment> experiments = new ArrayList<>();
        for (BigDecimal beta : numbers) {
            TrainingSettings settings =
                    training.settings(
                            network.spec(labelled.labels().size()),
                            labelled.labels(),
                            data.name() + labelSource.text(),
                            loss.settings(kind, beta.floatValue()));
            String name = beta.toPlainString();
            experiments.add(new Experiment(name, "beta-" + name, settings, labelled));
        }
        series.keepLabels(experiments, labelSource);
        SweepReport report = new SweepReport(series.output, "β");
        SeriesOutcome outcome = series.run(experiments, validation, where, report);
        if (!outcome.results().isEmpty()) {
            System.out.printf(
                    "%n%s%n%s%n", report.table(outcome.results()), report.best(outcome.results()));
        }
        return 0;
    }

    private void checkLoss() {
        check(
                kind == LossKind.KL_COMBO || kind == LossKind.COMBO,
                "--loss",
                EnumConverter.written(kind),
                "must be kl-combo or combo: the others have no β",
                "kl-combo");
        check(
                loss.alpha > 0,
                "--alpha",
                loss.alpha,
                "must be above 0: β weighs nothing without the modified cross-entropy",
                0.5);
        check(
                kind == LossKind.COMBO || loss.lambda > 0,
                "--lambda",
                loss.lambda,
                "must be above 0: β weighs nothing without the combo loss",
                1);
    }
}
