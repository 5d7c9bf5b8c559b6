package io.countenance.lab.prepare;

import io.countenance.vision.geometry.Box;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How faces lie in their pictures, from the detector's boxes: what crop policy shows as much as the
 * pictures do. Sides are the longer ones.
 *
 * @param faces how many were measured
 * @param side of the box as a share of the picture's: lower quartile, median, upper quartile
 * @param shiftX how far the box's centre is right of the picture's, as a share of the box's side:
 *     the same three
 * @param shiftY how far it is below: the same three
 */
public record Framing(int faces, double[] side, double[] shiftX, double[] shiftY) {

    /** Of the faces that were cut out, each from its own picture; NaN where there are none. */
    public static Framing of(List<ManifestRow> rows) {
        List<ManifestRow> cropped =
                rows.stream().filter(row -> row.outcome() == CropOutcome.CROPPED).toList();
        return new Framing(
                cropped.size(),
                quartiles(cropped, row -> side(row) / Math.max(row.width(), row.height())),
                quartiles(cropped, row -> (row.box().centerX() - row.width() / 2.0) / side(row)),
                quartiles(cropped, row -> (row.box().centerY() - row.height() / 2.0) / side(row)));
    }

    /** The margin that a square crop must have to show as much as the pictures do. */
    public double margin() {
        return 1 / side[1] - 1;
    }

    private static double side(ManifestRow row) {
        Box box = row.box();
        return Math.max(1, Math.max(box.width(), box.height()));
    }

    private static double[] quartiles(
            List<ManifestRow> rows, ToDoubleFunction<ManifestRow> measure) {
        double[] sorted = rows.stream().mapToDouble(measure).sorted().toArray();
        double[] quartiles = new double[3];
        Arrays.setAll(quartiles, i -> quantile(sorted, (i + 1) / 4.0));
        return quartiles;
    }

    /** Between the two neighbours, linearly. */
    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
