package io.countenance.lab.network;

/**
 * The average pooling that brings a final map of any side to 3×3, so that every tap of the output
 * module's kernel sees the picture: 7 → kernel 3, stride 2; 4 → kernel 2, stride 1; 3 → none. A 2×2
 * map (inputs of 48 and 64 px) gets a border of zeros and is pooled 2×2 with stride 1: corners are
 * a quarter of their neighbour, edges of the sum of two, the centre is the mean of all four. (The
 * border counts, since DJL cannot leave it out of the mean; the module's weights make up for it.)
 *
 * @param kernel side of the window, px of the map
 * @param stride step of the window
 * @param padding zeros added on each side, counted in the mean
 */
public record FixedPooling(int kernel, int stride, int padding) {

    static FixedPooling toThreeByThree(int side) {
        if (side < 2) {
            throw new IllegalArgumentException(
                    "the output module needs a final map of 2x2 or more, not %dx%d"
                            .formatted(side, side));
        }
        if (side == 2) {
            return new FixedPooling(2, 1, 1);
        }
        int stride = side / 3;
        return new FixedPooling(side - 2 * stride, stride, 0);
    }

    /** Whether it leaves a map as it is. */
    public boolean isIdentity() {
        return kernel == 1;
    }
}
