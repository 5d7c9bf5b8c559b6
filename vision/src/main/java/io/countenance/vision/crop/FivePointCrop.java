package io.countenance.vision.crop;

/**
 * A similarity transform that puts the five landmarks on the ArcFace template's places. Needs a
 * detector with landmarks.
 */
public record FivePointCrop() implements CropPolicy {

    static final String TEXT = "five-point";

    @Override
    public String toString() {
        return TEXT;
    }
}
