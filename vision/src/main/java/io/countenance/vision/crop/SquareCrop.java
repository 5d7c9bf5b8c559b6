package io.countenance.vision.crop;

/**
 * A square around the box's centre whose side is the box's longer side, times one plus {@code
 * margin}; beyond the picture's edge the edge's pixels are repeated.
 *
 * @param margin share of the longer side added in all, half of it on each side; from -0.5 to 2
 * @param shiftY how far down the square's centre moves from the box's, as a share of the longer
 *     side; from -0.5 to 0.5
 */
public record SquareCrop(float margin, float shiftY) implements CropPolicy {

    static final String PREFIX = "square:";

    /** Checks the ranges. */
    public SquareCrop {
        // Written so that NaN fails, too.
        if (!(margin >= -0.5f && margin <= 2)) {
            throw new IllegalArgumentException(
                    "the crop's margin '%s' is not allowed: it must be from -0.5 to 2"
                            .formatted(margin));
        }
        if (!(shiftY >= -0.5f && shiftY <= 0.5f)) {
            throw new IllegalArgumentException(
                    "the crop's shift '%s' is not allowed: it must be from -0.5 to 0.5"
                            .formatted(shiftY));
        }
    }

    /** {@code square:0.25}, or {@code square:0.25,0.05} where there is a shift. */
    @Override
    public String toString() {
        return PREFIX + margin + (shiftY == 0 ? "" : "," + shiftY);
    }
}
