package io.countenance.benchmarks.scale;

import static java.util.Arrays.stream;

import io.countenance.lab.plot.LinePlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Cameras and persons as pictures. */
final class ScalePlots {

    private static final double MEGA = 1e6;

    private ScalePlots() {}

    /** Writes scale-cameras.png and scale-persons.png. */
    static void write(List<CameraScale> cameras, List<PersonScale> persons, Path folder)
            throws IOException {
        double[] counts = values(cameras, CameraScale::cameras);
        double[] speeds = values(cameras, CameraScale::framesPerSecond);
        double[] heaps = values(cameras, scale -> scale.heapBytes() / MEGA);
        double highest = DoubleStream.concat(stream(speeds), stream(heaps)).max().orElse(1);
        new LinePlot("The whole job on one machine", "cameras", "frames/s; MB")
                .logarithmicX()
                .add("frames/s, all cameras", counts, speeds)
                .add("heap, MB", counts, heaps)
                .range(0, 1.1 * highest)
                .write(folder.resolve("scale-cameras.png"));
        counts = values(persons, PersonScale::persons);
        new LinePlot("Persons in state", "persons", "MB; ms")
                .logarithmicX()
                .logarithmicY()
                .add(
                        "size of a checkpoint, MB",
                        counts,
                        values(persons, scale -> scale.checkpointBytes() / MEGA))
                .add(
                        "time of a checkpoint, ms",
                        counts,
                        values(persons, scale -> Math.max(1, scale.checkpointMillis())))
                .write(folder.resolve("scale-persons.png"));
    }

    private static <T> double[] values(List<T> of, ToDoubleFunction<T> value) {
        return of.stream().mapToDouble(value).toArray();
    }
}
