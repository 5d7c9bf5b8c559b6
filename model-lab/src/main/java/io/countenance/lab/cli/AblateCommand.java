package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.lab.data.FaceSet;
import io.countenance.lab.experiment.AblationReport;
import io.countenance.lab.experiment.AblationRow;
import io.countenance.lab.experiment.Experiment;
import io.countenance.lab.experiment.SeriesOutcome;
import io.countenance.lab.train.Compute;
import io.countenance.lab.train.TrainingSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what each part of the network and each kind of label brings. */
@Command(
        name = "ablate",
        description =
                "Trains the network without and with its parts, and with each kind of label, all"
                        + " else equal: the paper's table 4. Writes ablation.csv, ablation.md and"
                        + " ablation.png after each run.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class AblateCommand implements Callable<Integer> {

    private static final Set<String> OWN = Set.of("--variant", "--loss");

    @Spec private CommandSpec spec;

    @Mixin private SeriesOptions series;

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "<row,...>",
            defaultValue = Option.NULL_VALUE,
            description =
                    "Which rows; all that the data allow where it is left out. Single labels:"
                            + " baseline, output-module, pdwres, full. label-distributions: full,"
                            + " with the data's. generated-distributions: with these mixed with"
                            + " --distributions. combo-loss: with the paper's loss.")
    private @Nullable List<AblationRow> rows;

    @Mixin private TrainingDataOptions data;
    @Mixin private LabelSourceOptions labelSource;
    @Mixin private Input input;
    @Mixin private LossWeightOptions loss;
    @Mixin private TrainingOptions training;
    @Mixin private ComputeOptions compute;

    private static final class Input extends InputOptions {}

    @Override
    public Integer call() throws IOException {
        series.applyRecipe(spec, OWN);
        series.validate();
        data.requireValidation();
        check(
                rows == null
                        || labelSource.isGiven()
                        || !rows.contains(AblationRow.GENERATED_DISTRIBUTIONS),
                "--rows",
                AblationRow.GENERATED_DISTRIBUTIONS.key(),
                "must come with --distributions, the file that generate-distributions writes",
                AblationRow.LABEL_DISTRIBUTIONS.key());
        Compute where = compute.compute();
        FaceSet faces = data.training(input.colour);
        FaceSet validation = data.requiredValidation(faces);
        FaceSet mixed = labelSource.applyTo(faces);
        List<Experiment> experiments = experiments(faces, mixed);
        series.keepLabels(
                experiments.stream().filter(row -> row.training() == mixed).toList(), labelSource);
        AblationReport report = new AblationReport(series.output, AblationRow.BASELINE.key());
        SeriesOutcome outcome = series.run(experiments, validation, where, report);
        if (!outcome.results().isEmpty()) {
            System.out.printf("%n%s", report.table(outcome.results()));
        }
        return 0;
    }

    private List<Experiment> experiments(FaceSet faces, FaceSet mixed) {
        boolean distributions = faces.hasDistributions();
        List<Experiment> experiments = new ArrayList<>();
        for (AblationRow row : chosen(distributions)) {
            // Of single labels a generator alone makes distributions.
            boolean generated =
                    row == AblationRow.GENERATED_DISTRIBUTIONS
                            || row == AblationRow.COMBO_LOSS && !distributions;
            TrainingSettings settings =
                    training.settings(
                            input.spec(row.variant(), faces.labels().size()),
                            faces.labels(),
                            data.name() + (generated ? labelSource.text() : ""),
                            loss.settings(row.loss()));
            experiments.add(
                    new Experiment(row.title(), row.key(), settings, generated ? mixed : faces));
        }
        return experiments;
    }

    private Set<AblationRow> chosen(boolean distributions) {
        Set<AblationRow> possible = EnumSet.allOf(AblationRow.class);
        if (!labelSource.isGiven()) {
            possible.remove(AblationRow.GENERATED_DISTRIBUTIONS);
        }
        if (!distributions) {
            possible.remove(AblationRow.LABEL_DISTRIBUTIONS);
        }
        if (!distributions && !labelSource.isGiven()) {
            possible.remove(AblationRow.COMBO_LOSS);
        }
        if (rows == null) {
            return possible;
        }
        for (AblationRow row : rows) {
            check(
                    possible.contains(row),
                    "--rows",
                    row.key(),
                    row == AblationRow.LABEL_DISTRIBUTIONS
                            ? "must be a row that the data allow: they have single labels"
                            : "must be a row that the data allow: they have single labels, and no"
                                    + " --distributions are given",
                    AblationRow.FULL.key());
        }
        return EnumSet.copyOf(rows);
    }
}
