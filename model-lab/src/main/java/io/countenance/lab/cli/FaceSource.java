package io.countenance.lab.cli;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceSet;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The options that name a split to measure on. */
final class FaceSource extends FaceFiles {

    @Option(
            names = "--split",
            defaultValue = "valid",
            paramLabel = "<name>",
            description = "Part of the data to take.")
    private String split;

    /** Loads them as the model sees them; at least one has a majority label. */
    FaceSet load(Colour colour) throws IOException {
        return load(split, colour);
    }

    /** What they are, for people. */
    String text() {
        return "%s, split %s".formatted(data.getFileName(), split);
    }
}
