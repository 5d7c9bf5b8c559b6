package io.countenance.vision.crop;

/** What part of a picture around a face a model was trained on. Stands in the model file's metadata as {@link #toString()}. */
public sealed interface CropPolicy permits SquareCrop, FivePointCrop {

    /** Reads what {@link #toString()} wrote: {@code square:0.25} or {@code five-point}. */
    static CropPolicy parse(String text) {
        throw new UnsupportedOperationException("contract only");
    }
}
