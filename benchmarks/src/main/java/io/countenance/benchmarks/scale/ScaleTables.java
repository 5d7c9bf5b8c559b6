package io.countenance.benchmarks.scale;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Cameras and persons as people read them. */
final class ScaleTables {

    private static final double MEGA = 1e6;
    private static final String CAMERAS = "%7s %9s %6s %12s %9s %18s %14s %14s%n";
    private static final String PERSONS = "%7s %8s %9s %14s %10s %14s %9s%n";

    private ScaleTables() {}

    /** Prints a table of each. */
    static void print(
            String frames,
            int parallelism,
            List<CameraScale> cameras,
            List<PersonScale> persons,
            PrintStream out) {
        out.printf("scale: %s, parallelism %d%n", frames, parallelism);
        out.printf(
                CAMERAS,
                "cameras",
                "frames/s",
                "ratio",
                "resident, MB",
                "heap, MB",
                "results, kB/frame",
                "checkpoint, kB",
                "checkpoint, ms");
        for (CameraScale scale : cameras) {
            out.printf(
                    CAMERAS,
                    scale.cameras(),
                    number("%.1f", scale.framesPerSecond()),
                    number("%.2f", scale.ratio()),
                    number("%.0f", scale.residentBytes() / MEGA),
                    number("%.0f", scale.heapBytes() / MEGA),
                    number("%.2f", scale.resultBytesPerFrame() / 1e3),
                    number("%,.0f", scale.checkpointBytes() / 1e3),
                    number("%.0f", scale.checkpointMillis()));
        }
        out.printf("%noperators with state, synthetic faces%n");
        out.printf(
                PERSONS,
                "persons",
                "cameras",
                "frames/s",
                "checkpoint, kB",
                "bytes each",
                "checkpoint, ms",
                "heap, MB");
        for (PersonScale scale : persons) {
            out.printf(
                    PERSONS,
                    number("%,d", scale.persons()),
                    number("%,d", scale.cameras()),
                    number("%,.0f", scale.framesPerSecond()),
                    number("%,.0f", scale.checkpointBytes() / 1e3),
                    number("%,.0f", scale.bytesPerPerson()),
                    number("%.0f", scale.checkpointMillis()),
                    number("%.0f", scale.heapBytes() / MEGA));
        }
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
