package io.countenance.lab.cli;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.DataFormat;
import io.countenance.lab.data.FaceQuery;
import io.countenance.lab.data.FaceSet;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is learned from, and what is measured on. */
final class TrainingDataOptions {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "<folder|zip|csv>",
            description = "Pictures of the training split.")
    private Path data;

    @Option(
            names = "--labels",
            paramLabel = "<csv>",
            description = "Votes for each picture in the form of FER+, or AffectNet's annotations.")
    private @Nullable Path labels;

    @Option(
            names = "--format",
            description =
                    "How the data are laid out; found out where it is left out. ferplus: pictures"
                            + " and the votes of --labels. rafdb: list_partition_label.txt and"
                            + " Image/aligned. affectnet, affectnet-7 (without contempt): folders 0"
                            + " to 7, or the annotation file as --labels. fer2013: fer2013.csv, with"
                            + " fer2013new.csv beside it. folders: a folder for each expression.")
    private @Nullable DataFormat format;

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
            names = "--valid-split",
            defaultValue = "valid",
            paramLabel = "<name>",
            description = "Part of the data to measure on.")
    private String validSplit;

    @Option(
            names = "--data-name",
            defaultValue = "FER2013 pictures with FER+ votes",
            paramLabel = "<text>",
            description = "What the training pictures are, for the model file.")
    String name;

    FaceSet training(Colour colour) throws IOException {
        return load(data, split, "", colour);
    }

    @Nullable FaceSet validation(Colour colour) throws IOException {
        return validData == null
                ? null
                : load(validData, validSplit, "valid-", colour)
                        .withMajorities("--valid-data", validData);
    }

    private FaceSet load(Path pictures, String part, String purpose, Colour colour)
            throws IOException {
        return FaceLoading.load(new FaceQuery(pictures, labels, part, format, colour, purpose));
    }
}
