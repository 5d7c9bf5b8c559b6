package io.countenance.lab.cli;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceQuery;
import io.countenance.lab.data.FaceSet;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that name a split to measure on. */
final class FaceSource {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "<folder|zip>",
            description = "The pictures.")
    private Path data;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "<csv>",
            description = "Votes for each picture, in the form of FER+.")
    private Path labels;

    @Option(
            names = "--split",
            defaultValue = "valid",
            paramLabel = "<name>",
            description = "Rows of the label file to take.")
    private String split;

    /** Loads them as the model sees them; at least one has a majority label. */
    FaceSet load(Colour colour) throws IOException {
        return FaceLoading.load(new FaceQuery(data, labels, split, null, colour, ""))
                .withMajorities("--data", data);
    }
}
