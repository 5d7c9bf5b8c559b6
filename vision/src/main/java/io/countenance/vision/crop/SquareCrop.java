package io.countenance.vision.crop;

/**
 * A square around the box's centre whose side is the box's longer side, times one plus {@code margin}; beyond the
 * picture's edge the edge's pixels are repeated.
 *
 * @param margin share of the longer side added in all, half of it on each side; from -0.5 to 2
 * @param shiftY how far down the square's centre moves from the box's, as a share of the longer side; from -0.5 to 0.5
 */
public record SquareCrop(float margin, float shiftY) implements CropPolicy {}
