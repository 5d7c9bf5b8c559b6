package io.countenance.vision.crop;

import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.image.DecodedImage;

/** Cuts faces out of pictures as a model wants them: uint8 RGB {@code [size, size, 3]}. One thread at a time. */
public final class FaceCropper implements AutoCloseable {

    public FaceCropper(CropPolicy policy, int size) {}

    /** Writes the crop's size * size * 3 bytes into {@code target} from {@code offset}. */
    public void crop(DecodedImage image, DetectedFace face, byte[] target, int offset) {
        throw new UnsupportedOperationException("contract only");
    }

    @Override
    public void close() {}
}
