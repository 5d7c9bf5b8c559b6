package io.countenance.lab.evaluate;

/** Reads single labels off distributions. */
final class Predictions {

    private Predictions() {}

    /** Index of the highest probability, the first of equals. */
    static int mostProbable(float[] distribution) {
        int best = 0;
        for (int i = 1; i < distribution.length; i++) {
            if (distribution[i] > distribution[best]) {
                best = i;
            }
        }
        return best;
    }
}
