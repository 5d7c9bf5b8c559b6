package io.countenance.vision.image;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Pixels of one picture: 8-bit BGR, {@code [height, width, 3]}, in native memory that {@link
 * #close()} frees. Whoever decoded it closes it; not to be used by two threads at once.
 */
public final class DecodedImage implements AutoCloseable {

    private final Mat pixels;

    /** Takes ownership of {@code pixels}, which must be of type CV_8UC3. */
    public DecodedImage(Mat pixels) {
        this.pixels = pixels;
    }

    /** The pixels; they stay this object's. */
    public Mat pixels() {
        return pixels;
    }

    /** Width in px. */
    public int width() {
        return pixels.cols();
    }

    /** Height in px. */
    public int height() {
        return pixels.rows();
    }

    @Override
    public void close() {
        pixels.close();
    }
}
