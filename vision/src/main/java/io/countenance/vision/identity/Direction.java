package io.countenance.vision.identity;

import org.jspecify.annotations.Nullable;

/** Where vectors point: all that counts of an embedding. Keeps nothing; threads may share it. */
final class Direction {

    private Direction() {}

    /** Whether a vector points anywhere: is not all zeros, and all of it are numbers. */
    static boolean exists(float[] vector) {
        return exists(length(vector));
    }

    private static boolean exists(double length) {
        return length > 0 && Double.isFinite(length);
    }

    /** The vector itself, made to have length 1; null where it points nowhere. */
    static float @Nullable [] normalise(float[] vector) {
        double length = length(vector);
        if (!exists(length)) {
            return null;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    private static double length(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
