package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.lab.data.DistributionFile;
import io.countenance.lab.data.FaceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where label distributions come from besides the votes. */
final class LabelSourceOptions {

    private static final String MIX = "--mix";
    private static final String KEPT = "distributions.csv";

    @Option(
            names = "--distributions",
            paramLabel = "<csv>",
            description =
                    "A label distribution for each training picture, as generate-distributions"
                            + " writes them, mixed with the votes.")
    private @Nullable Path distributions;

    @Option(
            names = MIX,
            defaultValue = "0.5",
            paramLabel = "<share>",
            description = "Share of --distributions in the mix; the rest are the votes.")
    float mix;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Whether a file is named. */
    boolean isGiven() {
        return distributions != null;
    }

    /** The faces with the distributions to learn from. */
    FaceSet applyTo(FaceSet faces) throws IOException {
        check(mix >= 0 && mix <= 1, MIX, mix, "must be from 0 to 1", 0.5);
        check(
                distributions != null
                        || !command.commandLine().getParseResult().hasMatchedOption(MIX),
                MIX,
                mix,
                "must come with --distributions, whose share it is",
                mix + " --distributions distributions.csv");
        return distributions == null ? faces : DistributionFile.mix(faces, distributions, mix);
    }

    /**
     * Keeps in a run's folder what it learns from, so that it can be resumed without the file; call
     * it before the run begins.
     */
    void keep(FaceSet faces, Path run) throws IOException {
        Path file = run.resolve(KEPT);
        if (distributions == null) {
            Files.deleteIfExists(file);
        } else {
            Files.createDirectories(run);
            DistributionFile.write(file, faces);
        }
    }

    /** The faces with the distributions that a run kept. */
    static FaceSet kept(FaceSet faces, Path run) throws IOException {
        Path file = run.resolve(KEPT);
        return Files.exists(file) ? DistributionFile.mix(faces, file, 1) : faces;
    }

    /** Said of the training data in the model file, empty where there are only votes. */
    String text() {
        return distributions == null
                ? ""
                : "; labels: %s votes + %s %s"
                        .formatted(
                                Math.round(1000 * (1 - mix)) / 1000f,
                                mix,
                                distributions.getFileName());
    }
}
