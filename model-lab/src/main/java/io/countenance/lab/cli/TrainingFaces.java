package io.countenance.lab.cli;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceSet;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The options that name the split that a generator learns from and is asked about. */
final class TrainingFaces extends FaceFiles {

    @Option(
            names = "--split",
            defaultValue = "train",
            paramLabel = "<name>",
            description = "Part of the data to take.")
    private String split;

    /** Loads them as the network sees them; at least one has a majority label. */
    FaceSet load(Colour colour) throws IOException {
        return load(split, colour);
    }
}
