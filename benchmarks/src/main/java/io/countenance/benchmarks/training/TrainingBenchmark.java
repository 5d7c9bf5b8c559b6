package io.countenance.benchmarks.training;

import static io.countenance.options.InvalidOptionException.check;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.countenance.benchmarks.measure.Measurement;
import io.countenance.benchmarks.measure.ReportOptions;
import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceQuery;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.FaceSets;
import io.countenance.lab.data.LoadingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much of the bare loop's speed training keeps. */
@Command(
        name = "training",
        description =
                "Images/s of training's step (forward, backward, weights) on the CPU: the same batch"
                        + " in memory again and again, against batches that train's pipeline"
                        + " prepares and varies as they are wanted.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class TrainingBenchmark implements Callable<Integer> {

    @Option(
            names = "--sizes",
            defaultValue = "64",
            split = ",",
            paramLabel = "<px>",
            description = "Sides of the network's input: multiples of 16 from 48 to 512.")
    private List<Integer> sizes;

    @Option(
            names = "--batch",
            defaultValue = "128",
            paramLabel = "<faces>",
            description = "Faces in a step.")
    private int batch;

    @Option(
            names = "--steps",
            defaultValue = "12",
            paramLabel = "<count>",
            description = "In a turn.")
    private int steps;

    @Option(
            names = "--threads",
            defaultValue = "1",
            paramLabel = "<count>",
            description = "Of PyTorch's arithmetic.")
    private int threads;

    @Option(
            names = "--loader-threads",
            defaultValue = "1",
            paramLabel = "<count>",
            description = "That prepare batches.")
    private int loaderThreads;

    @Option(
            names = "--data",
            paramLabel = "<folder|zip>",
            description = "Pictures, as train takes them; generated ones where it is left out.")
    private @Nullable Path data;

    @Option(
            names = "--labels",
            paramLabel = "<csv>",
            description = "Their votes, as train takes them.")
    private @Nullable Path labels;

    @Option(
            names = "--split",
            defaultValue = "train",
            paramLabel = "<name>",
            description = "Part of the data to take.")
    private String split;

    @Mixin private ReportOptions report;

    @Override
    public Integer call() throws Exception {
        check(batch >= 2, "--batch", batch, "must be 2 or more", 128);
        check(steps >= 1, "--steps", steps, "must be 1 or more", 12);
        check(threads >= 1, "--threads", threads, "must be 1 or more", 1);
        check(loaderThreads >= 1, "--loader-threads", loaderThreads, "must be 1 or more", 1);
        for (int size : sizes) {
            check(
                    size >= 48 && size <= 512 && size % 16 == 0,
                    "--sizes",
                    size,
                    "must be multiples of 16 from 48 to 512",
                    "64,112");
        }
        int turns = report.turns();
        FaceSet faces = faces();
        Engine engine = Engine.getEngine("PyTorch");
        JniUtils.setNumThreads(threads);
        List<Measurement> measurements = new ArrayList<>();
        for (int size : sizes) {
            try (TrainingLoops loops = new TrainingLoops(faces, size, batch, loaderThreads)) {
                measurements.addAll(loops.compare(turns));
            }
        }
        report.report("training", libraries(engine), settings(turns), "images/s", measurements);
        for (Measurement measurement : measurements) {
            if (measurement.contender().equals(TrainingLoops.PIPELINE)) {
                System.out.printf(
                        Locale.ROOT,
                        "%s: training loses %.1f %% of the bare loop's images/s to loading%n",
                        measurement.setting(),
                        100 * (1 - measurement.ratio()));
            }
        }
        return 0;
    }

    private FaceSet faces() throws IOException {
        int count = steps * batch;
        if (data == null) {
            return GeneratedFaces.of(count);
        }
        FaceSet all =
                FaceSets.load(
                        new FaceQuery(data, labels, split, null, Colour.LUMINANCE, ""),
                        LoadingListener.NONE);
        check(
                all.faces().size() >= count,
                "--data",
                data,
                "must have %d faces, for %d steps of %d".formatted(count, steps, batch),
                "train.zip");
        return new FaceSet(all.labels(), all.faces().subList(0, count), List.of());
    }

    private static Map<String, String> libraries(Engine engine) {
        return Map.of("DJL", Engine.getDjlVersion(), "PyTorch", engine.getVersion());
    }

    private Map<String, String> settings(int turns) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("network", "full");
        settings.put("batch", String.valueOf(batch));
        settings.put("stepsPerTurn", String.valueOf(steps));
        settings.put("turns", String.valueOf(turns));
        settings.put("threads", String.valueOf(threads));
        settings.put("loaderThreads", String.valueOf(loaderThreads));
        settings.put("data", data == null ? "generated" : data.getFileName().toString());
        return settings;
    }
}
