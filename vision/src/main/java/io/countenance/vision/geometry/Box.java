package io.countenance.vision.geometry;

/**
 * An upright rectangle in an image's pixels, edges as real numbers. It may reach over the image's
 * edge.
 *
 * @param x left edge, px
 * @param y top edge, px
 * @param width px, at least 0
 * @param height px, at least 0
 */
public record Box(float x, float y, float width, float height) {

    /** Right edge, px. */
    public float right() {
        return x + width;
    }

    /** Bottom edge, px. */
    public float bottom() {
        return y + height;
    }

    /** Horizontal centre, px. */
    public float centerX() {
        return x + width / 2;
    }

    /** Vertical centre, px. */
    public float centerY() {
        return y + height / 2;
    }

    /** Area in square px. */
    public float area() {
        return width * height;
    }

    /** Area shared with {@code other}, square px; 0 where they do not meet. */
    public float intersection(Box other) {
        float w = Math.min(right(), other.right()) - Math.max(x, other.x);
        float h = Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
        return w <= 0 || h <= 0 ? 0 : w * h;
    }

    /** Intersection over union, 0 to 1; 0 where both are empty. */
    public float intersectionOverUnion(Box other) {
        float shared = intersection(other);
        float union = area() + other.area() - shared;
        return union <= 0 ? 0 : shared / union;
    }
}
