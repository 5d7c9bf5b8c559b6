package io.countenance.lab.cli;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.DataFormat;
import io.countenance.lab.data.FaceQuery;
import io.countenance.lab.data.FaceSet;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a data set. */
abstract class FaceFiles {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "<folder|zip|csv>",
            description = "The pictures.")
    Path data;

    @Option(
            names = "--labels",
            paramLabel = "<csv>",
            description = "Votes for each picture in the form of FER+, or AffectNet's annotations.")
    @Nullable Path labels;

    @Option(
            names = "--format",
            description =
                    "How the data are laid out; found out where it is left out. ferplus: pictures"
                            + " and the votes of --labels. rafdb: list_partition_label.txt and"
                            + " Image/aligned. affectnet, affectnet-7 (without contempt): folders 0"
                            + " to 7, or the annotation file as --labels. fer2013: fer2013.csv, with"
                            + " fer2013new.csv beside it. folders: a folder for each expression.")
    @Nullable DataFormat format;

    /** Loads a split of which at least one face has a majority label. */
    final FaceSet load(String split, Colour colour) throws IOException {
        return FaceLoading.load(new FaceQuery(data, labels, split, format, colour, ""))
                .withMajorities("--data", data);
    }
}
