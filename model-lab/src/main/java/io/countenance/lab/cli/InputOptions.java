package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.lab.data.Colour;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.Variant;
import picocli.CommandLine.Option;

/** What a network sees. */
abstract class InputOptions {

    @Option(
            names = "--size",
            defaultValue = "64",
            paramLabel = "<px>",
            description = "Side of the input: a multiple of 16 from 48 to 512.")
    private int size;

    @Option(
            names = "--dropout",
            defaultValue = "0",
            paramLabel = "<share>",
            description = "Features dropped before the last layer.")
    private float dropout;

    @Option(
            names = "--colour",
            defaultValue = "luminance",
            description =
                    "What the network sees of a picture: its luminance, or red, green and blue.")
    Colour colour;

    /** Checks all of it. */
    final NetworkSpec spec(Variant variant, int classes) {
        checkSize(size);
        check(dropout >= 0 && dropout < 1, "--dropout", dropout, "must be from 0 to below 1", 0.2);
        return new NetworkSpec(variant, size, classes, dropout, colour);
    }

    static void checkSize(int size) {
        check(
                size >= 48 && size <= 512 && size % 16 == 0,
                "--size",
                size,
                "must be a multiple of 16 from 48 to 512",
                64);
    }
}
