package io.countenance.vision.detect;

import io.countenance.vision.geometry.Box;

/**
 * How a picture was brought to a network's input: scaled down, its top left corner in the input's.
 *
 * @param contentWidth px of the input that the picture fills
 * @param contentHeight px of the input that the picture fills
 * @param inputWidth px, at least {@code contentWidth}; the rest is padding
 * @param inputHeight px, at least {@code contentHeight}
 * @param pictureWidth px of the original
 * @param pictureHeight px of the original
 */
record InputScale(
        int contentWidth,
        int contentHeight,
        int inputWidth,
        int inputHeight,
        int pictureWidth,
        int pictureHeight) {

    /**
     * Scales the longest side down to {@code longest}, never up, and pads to a multiple.
     *
     * @param multiple of which the input's sides must be
     */
    static InputScale toLongest(int width, int height, int longest, int multiple) {
        double scale = Math.min(1.0, (double) longest / Math.max(width, height));
        int contentWidth = scaled(width, scale);
        int contentHeight = scaled(height, scale);
        return new InputScale(
                contentWidth,
                contentHeight,
                roundUp(contentWidth, multiple),
                roundUp(contentHeight, multiple),
                width,
                height);
    }

    /** Fits the picture into an input of fixed size, never scaled up. */
    static InputScale into(int width, int height, int inputWidth, int inputHeight) {
        double scale =
                Math.min(1.0, Math.min((double) inputWidth / width, (double) inputHeight / height));
        return new InputScale(
                scaled(width, scale),
                scaled(height, scale),
                inputWidth,
                inputHeight,
                width,
                height);
    }

    /** Original px for one px of the input, horizontally. */
    float factorX() {
        return (float) pictureWidth / contentWidth;
    }

    /** Original px for one px of the input, vertically. */
    float factorY() {
        return (float) pictureHeight / contentHeight;
    }

    /**
     * From corners in the input to a box in the original. Half a picture beyond the edge is as far
     * as a box reaches: a network gone astray must not make later steps reserve memory without
     * bounds.
     */
    Box box(float left, float top, float right, float bottom) {
        float marginX = pictureWidth / 2f;
        float marginY = pictureHeight / 2f;
        float x = Math.max(-marginX, left * factorX());
        float y = Math.max(-marginY, top * factorY());
        float width = Math.min(pictureWidth + marginX, right * factorX()) - x;
        float height = Math.min(pictureHeight + marginY, bottom * factorY()) - y;
        return new Box(x, y, Math.max(0, width), Math.max(0, height));
    }

    private static int scaled(int side, double scale) {
        return Math.max(1, (int) Math.round(side * scale));
    }

    private static int roundUp(int side, int multiple) {
        return (side + multiple - 1) / multiple * multiple;
    }
}
