package io.countenance.lab.export;

import org.jspecify.annotations.Nullable;

/**
 * How a file is made.
 *
 * @param precision of its weights and arithmetic
 * @param compared faces on which it must agree with what it is made from
 * @param calibration faces for int8's ranges; not used else
 */
public record ExportSettings(
        Precision precision, RgbFaces compared, @Nullable CalibrationFaces calibration) {

    /**
     * Checks that int8 has faces.
     *
     * @throws IllegalArgumentException where it has none
     */
    public ExportSettings {
        if (precision == Precision.INT8 && calibration == null) {
            throw new IllegalArgumentException("int8 needs faces to calibrate on");
        }
    }
}
