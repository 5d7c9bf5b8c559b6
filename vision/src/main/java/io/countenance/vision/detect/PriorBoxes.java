package io.countenance.vision.detect;

/**
 * UltraFace's prior boxes for one input size, as centre and size relative to the input. The order
 * is that of the network's outputs: by stride, row by row, then by box size.
 */
final class PriorBoxes {

    private static final int[] STRIDES = {8, 16, 32, 64};
    private static final float[][] SIDES = {{10, 16, 24}, {32, 48}, {64, 96}, {128, 192, 256}};

    /** Tallest prior, px: in training they were cut to the picture, of 320 x 240 px. */
    private static final float TALLEST = 240;

    /**
     * How far up the priors of each level move, px. In training the 8 rows of stride 32 and the 4
     * of stride 64 were spread over 240 px, so a prior was above its cell's centre, in the mean by
     * 8 px. A convolution answers much alike in every row, so what it learned is about that mean.
     * Against YuNet's boxes, faces of 80 to 150 px came out 6 to 8 px too low without it; from 200
     * px on the effect is not clear.
     */
    private static final float[] RISE = {0, 0, 8, 8};

    private final float[] values;

    private PriorBoxes(float[] values) {
        this.values = values;
    }

    /**
     * Computes the priors for an input, px. A feature map has ⌈side / stride⌉ cells a side; a prior
     * is at its cell's centre, (cell + 0.5) * stride, less {@link #RISE}.
     */
    static PriorBoxes of(int width, int height) {
        int count = 0;
        for (int level = 0; level < STRIDES.length; level++) {
            count +=
                    cells(width, STRIDES[level])
                            * cells(height, STRIDES[level])
                            * SIDES[level].length;
        }
        float[] values = new float[count * 4];
        int next = 0;
        for (int level = 0; level < STRIDES.length; level++) {
            int stride = STRIDES[level];
            for (int row = 0; row < cells(height, stride); row++) {
                for (int column = 0; column < cells(width, stride); column++) {
                    for (float side : SIDES[level]) {
                        values[next++] = (column + 0.5f) * stride / width;
                        values[next++] = ((row + 0.5f) * stride - RISE[level]) / height;
                        values[next++] = side / width;
                        values[next++] = Math.min(side, TALLEST) / height;
                    }
                }
            }
        }
        return new PriorBoxes(values);
    }

    private static int cells(int side, int stride) {
        return (side + stride - 1) / stride;
    }

    int count() {
        return values.length / 4;
    }

    float centerX(int prior) {
        return values[prior * 4];
    }

    float centerY(int prior) {
        return values[prior * 4 + 1];
    }

    float width(int prior) {
        return values[prior * 4 + 2];
    }

    float height(int prior) {
        return values[prior * 4 + 3];
    }
}
