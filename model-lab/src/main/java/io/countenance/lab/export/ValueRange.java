package io.countenance.lab.export;

/**
 * The range of a value that eight bits stand for: real = scale · (stored − zeroPoint), stored from
 * 0 to 255. It always holds 0, which must be exact since convolutions pad with it.
 *
 * @param min 0 or less
 * @param max 0 or more
 */
record ValueRange(float min, float max) {

    private static final int STEPS = 255;

    /** The smallest range that holds both ends and 0. */
    static ValueRange holding(double least, double most) {
        return new ValueRange((float) Math.min(0, least), (float) Math.max(0, most));
    }

    /** Real value of a step; 1 where the range is only 0. */
    float scale() {
        return max > min ? (max - min) / STEPS : 1;
    }

    /** What 0 is stored as. */
    int zeroPoint() {
        return Math.round(-min / scale());
    }
}
