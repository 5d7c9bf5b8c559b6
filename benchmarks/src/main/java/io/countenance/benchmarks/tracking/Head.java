package io.countenance.benchmarks.tracking;

import io.countenance.vision.geometry.Box;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A person's head: one picture of it, or several that follow one another. Whoever made it closes
 * it.
 *
 * @param name of the person
 * @param pictures 1 or more
 */
record Head(String name, List<Picture> pictures) implements AutoCloseable {

    /**
     * A picture with a head in it.
     *
     * @param pixels 8-bit BGR
     * @param face where the face is in it, px
     */
    record Picture(Mat pixels, Box face) {}

    /** The picture of a frame, for ever to and fro. */
    Picture picture(int frame) {
        int last = pictures.size() - 1;
        int place = last == 0 ? 0 : frame % (2 * last);
        return pictures.get(Math.min(place, 2 * last - place));
    }

    @Override
    public void close() {
        pictures.forEach(picture -> picture.pixels().close());
    }
}
