package io.countenance.demo.sample;

import org.jspecify.annotations.Nullable;

/**
 * A smooth way through timed stations: a cubic Hermite spline with Catmull-Rom tangents for uneven
 * intervals.
 */
public final class Trajectory {

    /**
     * Where a face is.
     *
     * @param x of its centre, px
     * @param y of its centre, px
     * @param height of the face, px
     */
    public record Position(double x, double y, double height) {}

    private final double[][] stations;

    /** Through stations of time (s, ascending), x, y and height (px); two or more. */
    public Trajectory(double[][] stations) {
        this.stations = stations;
    }

    /** Where the path is at a time in s; null before its first and after its last station. */
    public @Nullable Position at(double time) {
        if (time < stations[0][0] || time > stations[stations.length - 1][0]) {
            return null;
        }
        int segment = 0;
        while (segment < stations.length - 2 && time > stations[segment + 1][0]) {
            segment++;
        }
        double duration = stations[segment + 1][0] - stations[segment][0];
        double u = (time - stations[segment][0]) / duration;
        double[] place = new double[4];
        for (int axis = 1; axis < 4; axis++) {
            double from = stations[segment][axis];
            double to = stations[segment + 1][axis];
            double fromTangent = tangent(segment, axis) * duration;
            double toTangent = tangent(segment + 1, axis) * duration;
            place[axis] =
                    (1 + 2 * u) * (1 - u) * (1 - u) * from
                            + u * (1 - u) * (1 - u) * fromTangent
                            + u * u * (3 - 2 * u) * to
                            + u * u * (u - 1) * toTangent;
        }
        return new Position(place[1], place[2], place[3]);
    }

    private double tangent(int station, int axis) {
        int before = Math.max(0, station - 1);
        int after = Math.min(stations.length - 1, station + 1);
        return (stations[after][axis] - stations[before][axis])
                / (stations[after][0] - stations[before][0]);
    }
}
