package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceQuery;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.LabelledFace;
import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is learned from, and what is measured on. */
final class TrainingDataOptions extends FaceFiles {

    @Option(
            names = "--split",
            defaultValue = "train",
            paramLabel = "<name>",
            description = "Part of the data to train on.")
    private String split;

    @Option(
            names = "--valid-data",
            paramLabel = "<folder|zip|csv>",
            description =
                    "Pictures to measure on after each epoch. The checkpoint that is best on those"
                            + " without a copy in the training split is kept.")
    private @Nullable Path validData;

    @Option(
            names = "--valid-labels",
            paramLabel = "<csv>",
            description =
                    "Label file of --valid-data, where it has one of its own as in AffectNet; else"
                            + " --labels.")
    private @Nullable Path validLabels;

    @Option(
            names = "--valid-split",
            defaultValue = "valid",
            paramLabel = "<name>",
            description = "Part of the data to measure on.")
    private String validSplit;

    @Option(
            names = "--data-name",
            paramLabel = "<text>",
            description =
                    "What the training pictures are, for the model file; left out, the name of"
                            + " --data.")
    private @Nullable String name;

    /** What the training pictures are, for people. */
    String name() {
        return name == null ? data.toAbsolutePath().normalize().getFileName().toString() : name;
    }

    FaceSet training(Colour colour) throws IOException {
        return load(data, labels, split, "", colour);
    }

    /**
     * The faces to measure on, of a command that compares by them.
     *
     * @throws InvalidOptionException where they are not given, are the training faces, or have
     *     other labels
     */
    FaceSet requiredValidation(FaceSet training) throws IOException {
        requireValidation();
        return Objects.requireNonNull(validation(training));
    }

    /** Checks that faces to measure on are named, before any are loaded. */
    void requireValidation() {
        check(
                validData != null,
                "--valid-data",
                "",
                "must be given: the rows are compared by what is measured on it",
                "valid.zip");
    }

    /**
     * The faces to measure on, null where none are asked for.
     *
     * @throws InvalidOptionException where they are the training faces, or have other labels
     */
    @Nullable FaceSet validation(FaceSet training) throws IOException {
        if (validData == null) {
            check(
                    validLabels == null,
                    "--valid-labels",
                    String.valueOf(validLabels),
                    "must come with --valid-data",
                    "validation.csv --valid-data AffectNet/images");
            return null;
        }
        FaceSet validation =
                load(
                                validData,
                                validLabels == null ? labels : validLabels,
                                validSplit,
                                "valid-",
                                training.colour())
                        .withMajorities("--valid-data", validData);
        check(
                validation.labels().equals(training.labels()),
                "--valid-data",
                validation.labels(),
                "must have the labels of --data, " + training.labels(),
                "valid.zip");
        check(
                !validData.equals(data) || !shareAPicture(training, validation),
                "--valid-data",
                validData,
                "must give other pictures than --data: a file of its own, or a folder for each of"
                        + " the splits '%s' and '%s'".formatted(split, validSplit),
                "valid.zip");
        return validation;
    }

    private static boolean shareAPicture(FaceSet training, FaceSet validation) {
        Set<String> names =
                training.faces().stream().map(LabelledFace::name).collect(Collectors.toSet());
        return validation.faces().stream().anyMatch(face -> names.contains(face.name()));
    }

    private FaceSet load(
            Path pictures,
            @Nullable Path labelFile,
            @Nullable String part,
            String purpose,
            Colour colour)
            throws IOException {
        return FaceLoading.load(new FaceQuery(pictures, labelFile, part, format, colour, purpose));
    }
}
