package io.countenance.lab.network;

import io.countenance.lab.data.Colour;
import java.util.Objects;

/**
 * What a network is built from.
 *
 * @param variant which parts it has
 * @param inputSize side of the square input, px: a multiple of 16 from 48 to 512
 * @param classes how many expressions it tells apart, 2 or more
 * @param dropout share of features dropped before the last layer in training, from 0 to below 1
 * @param colour what it sees; luminance where a file does not say
 */
public record NetworkSpec(
        Variant variant, int inputSize, int classes, float dropout, Colour colour) {

    /** A network that sees luminance. */
    public NetworkSpec(Variant variant, int inputSize, int classes, float dropout) {
        this(variant, inputSize, classes, dropout, Colour.LUMINANCE);
    }

    /**
     * Checks the ranges. Multiples of 16 make the map after the first pooling divisible by four, so
     * that the quadrants of the partitioned residual halve without remainder.
     */
    public NetworkSpec {
        // Settings written before there was a choice.
        colour = Objects.requireNonNullElse(colour, Colour.LUMINANCE);
        if (inputSize < 48 || inputSize > 512 || inputSize % 16 != 0) {
            throw new IllegalArgumentException(
                    "an input of %d px is not possible: a multiple of 16 from 48 to 512"
                            .formatted(inputSize));
        }
        if (classes < 2) {
            throw new IllegalArgumentException(classes + " classes: at least 2 are needed");
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "a dropout of " + dropout + " is not possible: from 0 to below 1");
        }
    }
}
