package io.countenance.vision.crop;

/**
 * Rotation, uniform scaling and shift: {@code x' = a x - b y + shiftX}, {@code y' = b x + a y +
 * shiftY}.
 *
 * @param a scale times the angle's cosine
 * @param b scale times the angle's sine
 * @param shiftX px
 * @param shiftY px
 */
record SimilarityTransform(double a, double b, double shiftX, double shiftY) {

    /**
     * The transform with the least sum of squared distances between the moved {@code from} and
     * {@code to}, both x and y in turn (S. Umeyama, "Least-squares estimation of transformation
     * parameters between two point patterns", 1991, in the plane and without reflection).
     *
     * @throws IllegalArgumentException if all points of {@code from} are in one place
     */
    static SimilarityTransform between(float[] from, float[] to) {
        int points = from.length / 2;
        double fromX = mean(from, 0);
        double fromY = mean(from, 1);
        double toX = mean(to, 0);
        double toY = mean(to, 1);
        double dot = 0;
        double cross = 0;
        double spread = 0;
        for (int i = 0; i < points; i++) {
            double x = from[2 * i] - fromX;
            double y = from[2 * i + 1] - fromY;
            double targetX = to[2 * i] - toX;
            double targetY = to[2 * i + 1] - toY;
            dot += x * targetX + y * targetY;
            cross += x * targetY - y * targetX;
            spread += x * x + y * y;
        }
        if (!(spread > 0) || dot == 0 && cross == 0) {
            throw new IllegalArgumentException("the face's landmarks are all in one place");
        }
        double a = dot / spread;
        double b = cross / spread;
        return new SimilarityTransform(
                a, b, toX - a * fromX + b * fromY, toY - b * fromX - a * fromY);
    }

    /** How much longer a distance becomes. */
    double scale() {
        return Math.hypot(a, b);
    }

    private static double mean(float[] places, int first) {
        double sum = 0;
        for (int i = first; i < places.length; i += 2) {
            sum += places[i];
        }
        return sum / (places.length / 2);
    }
}
