package io.countenance.lab.cli;

import io.countenance.options.InvalidOptionException;
import io.countenance.vision.crop.CropPolicy;

/** The value of {@code --crop}. */
final class CropOption {

    private CropOption() {}

    /**
     * Reads it.
     *
     * @throws InvalidOptionException where it is no policy, or a number is out of its range
     */
    static CropPolicy policy(String crop) {
        try {
            return CropPolicy.parse(crop);
        } catch (IllegalArgumentException e) {
            InvalidOptionException failure =
                    new InvalidOptionException(
                            "--crop",
                            crop,
                            "must be square:MARGIN from -0.5 to 2, square:MARGIN,SHIFT from -0.5 to"
                                    + " 0.5, or five-point",
                            "square:0.25");
            failure.initCause(e);
            throw failure;
        }
    }
}
