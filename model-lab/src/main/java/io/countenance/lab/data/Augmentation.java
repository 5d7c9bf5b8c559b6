package io.countenance.lab.data;

/**
 * How pictures are varied in training. Every amount is drawn evenly from its range for each picture
 * and epoch.
 *
 * @param rotation up to so many degrees either way, 0 to 180
 * @param scale up to this share larger or smaller, 0 to below 1
 * @param shift up to this share of the picture's side either way in both directions, 0 to 1
 * @param flip probability of a mirror image, 0 to 1
 * @param contrast up to this share more or less contrast, 0 to below 1
 * @param brightness up to this share of full white brighter or darker, 0 to 1
 * @param erasing probability that a rectangle of 2 to 20 % of the area is overwritten by noise, 0
 *     to 1
 * @param mixup α of Beta(α, α), from which the share is drawn that a face keeps when it is blended
 *     with another, 0 to 1; 0 for none
 */
public record Augmentation(
        double rotation,
        double scale,
        double shift,
        double flip,
        double contrast,
        double brightness,
        double erasing,
        double mixup) {

    /** No variation: what evaluation uses. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0, 0, 0, 0);
}
