package io.countenance.lab.predict;

import io.countenance.vision.geometry.Box;

/**
 * A face and what a model reads in it.
 *
 * @param number in its picture, from 1 on
 * @param box px of the picture
 * @param score the detector's certainty, 0 to 1
 * @param distribution probability of each of the model's labels, sum 1; not copied
 */
public record PredictedFace(int number, Box box, float score, float[] distribution) {

    /** Index of the most probable label. */
    public int dominant() {
        int largest = 0;
        for (int i = 1; i < distribution.length; i++) {
            largest = distribution[i] > distribution[largest] ? i : largest;
        }
        return largest;
    }
}
