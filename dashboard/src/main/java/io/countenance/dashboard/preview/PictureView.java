package io.countenance.dashboard.preview;

import java.util.List;

/**
 * A picture as the page gets it.
 *
 * @param captureTime ms since 1970
 * @param width of the frame, px; the picture that is sent is smaller
 * @param height of the frame, px
 * @param image the JPEG file that is shown
 * @param faces what was read in it
 */
record PictureView(long captureTime, int width, int height, byte[] image, List<FaceView> faces) {

    /**
     * A face.
     *
     * @param person the number as text; {@code 0} for none
     * @param x left edge, px of the frame
     * @param y top edge, px of the frame
     * @param width px of the frame
     * @param height px of the frame
     * @param dominant the strongest label
     * @param probability of it, 0 to 1
     */
    record FaceView(
            String person,
            float x,
            float y,
            float width,
            float height,
            String dominant,
            float probability) {}
}
