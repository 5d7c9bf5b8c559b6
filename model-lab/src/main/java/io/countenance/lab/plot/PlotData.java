package io.countenance.lab.plot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** What all charts check, and how they are written. */
final class PlotData {

    private PlotData() {}

    static void requireLength(String series, int expected, int actual) {
        if (expected == 0 || actual != expected) {
            throw new IllegalArgumentException(
                    "'%s' has %d values for %d places: one for each, and at least one"
                            .formatted(series, actual, expected));
        }
    }

    static void requireNew(Set<String> names, String series) {
        if (!names.add(series)) {
            throw new IllegalArgumentException("there is a series '" + series + "' already");
        }
    }

    static void write(Chart<?, ?> chart, Set<String> names, Path png) throws IOException {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("nothing to plot: no series was added");
        }
        try (OutputStream out = Files.newOutputStream(png)) {
            BitmapEncoder.saveBitmap(chart, out, BitmapEncoder.BitmapFormat.PNG);
        }
    }
}
