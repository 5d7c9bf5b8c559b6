package io.countenance.vision.evaluation;

import static io.countenance.options.InvalidOptionException.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countenance.options.Program;
import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.detect.FaceDetector;
import io.countenance.vision.detect.FaceDetectors;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.image.ImageDecoder;
import io.countenance.vision.image.ImageLimits;
import io.countenance.vision.image.RejectedImageException;
import io.countenance.vision.inference.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Program: measures a face detector on pictures whose faces are marked. */
@Command(
        name = "evaluate-detector",
        mixinStandardHelpOptions = true,
        description =
                "Measures a face detector on pictures whose faces are marked: a readable table, and as the last line the same"
                        + " as JSON.")
public final class EvaluateDetector implements Callable<Integer> {

    private static final DetectorOptions DEFAULTS = DetectorOptions.defaults();

    @Option(
            names = "--images",
            required = true,
            paramLabel = "<folder>",
            description = "Folder with the pictures, JPEG or PNG.")
    private Path images;

    @Option(
            names = "--truth",
            required = true,
            paramLabel = "<file>",
            description =
                    "Text file that marks the faces, a line each: name x1 y1 x2 y2 set ignore. Edges in px; ignore 0 or 1."
                            + " Pictures that it does not name are left out.")
    private Path truth;

    @Option(
            names = "--detector",
            defaultValue = DetectorOptions.DEFAULT_MODEL,
            paramLabel = "<detector>",
            description =
                    "default (UltraFace; Haar where the build had no npm), haar, or the path of an ONNX file of the UltraFace,"
                            + " YuNet or SCRFD family.")
    private String detector;

    @Option(
            names = "--input-size",
            defaultValue = "640",
            paramLabel = "<px>",
            description =
                    "Longest side a picture is scaled down to before detection, 64 to 4096; never scaled up.")
    private int inputSize;

    @Option(
            names = "--min-score",
            defaultValue = "0.65",
            paramLabel = "<score>",
            description = "Least certainty of a detection, 0 to 1.")
    private float minScore;

    @Option(
            names = "--min-face-size",
            defaultValue = "16",
            paramLabel = "<px>",
            description = "Least shorter side of a detection in the picture, 1 or more.")
    private int minFaceSize;

    @Option(
            names = "--min-overlap",
            defaultValue = "0.35",
            paramLabel = "<share>",
            description =
                    "Least intersection over union of a detection and a marked face that are taken for the same, over 0, to 1.")
    private float minOverlap;

    @Option(
            names = "--device",
            defaultValue = "auto",
            description = "Where the detector runs. cuda stops where CUDA cannot be used.")
    private Device device;

    @Option(
            names = "--threads",
            defaultValue = "1",
            paramLabel = "<count>",
            description = "Threads inside one detection, 1 or more.")
    private int threads;

    @Spec private CommandSpec spec;

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

    /** Starts the program. */
    public static void main(String[] arguments) {
        System.exit(Program.run(new EvaluateDetector(), arguments));
    }

    @Override
    public Integer call() throws IOException {
        DetectorOptions options = options();
        Map<String, List<TruthFace>> faces =
                new TruthFile(truth)
                        .read().stream()
                                .collect(
                                        Collectors.groupingBy(
                                                TruthFace::image,
                                                LinkedHashMap::new,
                                                Collectors.toList()));
        faces.values().forEach(this::requirePicture);
        try (FaceDetector opened = FaceDetectors.open(options)) {
            long nanoseconds = 0;
            Map<String, DetectionCounts> sets = new TreeMap<>();
            for (List<TruthFace> marked : faces.values()) {
                try (DecodedImage image = decode(marked.get(0))) {
                    long start = System.nanoTime();
                    List<DetectedFace> found = opened.detect(List.of(image)).get(0);
                    nanoseconds += System.nanoTime() - start;
                    sets.merge(
                            marked.get(0).set(),
                            DetectionCounts.match(found, marked, minOverlap),
                            DetectionCounts::plus);
                }
            }
            report(opened.name(), sets, faces.size(), nanoseconds / 1e6 / faces.size());
        }
        return 0;
    }

    private DetectorOptions options() {
        check(
                Files.isDirectory(images),
                "--images",
                images,
                "must be a folder that exists",
                "pictures");
        check(
                inputSize >= 64 && inputSize <= 4096,
                "--input-size",
                inputSize,
                "must be from 64 to 4096 px",
                DEFAULTS.inputSize());
        check(
                minScore >= 0 && minScore <= 1,
                "--min-score",
                minScore,
                "must be from 0 to 1",
                DEFAULTS.minScore());
        check(
                minFaceSize >= 1,
                "--min-face-size",
                minFaceSize,
                "must be at least 1 px",
                DEFAULTS.minFaceSize());
        check(
                minOverlap > 0 && minOverlap <= 1,
                "--min-overlap",
                minOverlap,
                "must be over 0, and 1 at most",
                0.35f);
        check(threads >= 1, "--threads", threads, "must be at least 1", DEFAULTS.threads());
        return new DetectorOptions(detector, inputSize, minScore, minFaceSize, device, threads);
    }

    private void requirePicture(List<TruthFace> marked) {
        TruthFace first = marked.get(0);
        if (!Files.isRegularFile(images.resolve(first.image()))) {
            throw new IllegalArgumentException(
                    "%s, line %d: there is no picture %s in %s"
                            .formatted(truth, first.line(), first.image(), images));
        }
        for (TruthFace face : marked) {
            if (!face.set().equals(first.set())) {
                throw new IllegalArgumentException(
                        "%s, line %d: %s is of set %s here and of set %s in line %d"
                                .formatted(
                                        truth,
                                        face.line(),
                                        face.image(),
                                        face.set(),
                                        first.set(),
                                        first.line()));
            }
        }
    }

    private DecodedImage decode(TruthFace first) throws IOException {
        Path file = images.resolve(first.image());
        try {
            return decoder.decode(Files.readAllBytes(file));
        } catch (RejectedImageException failure) {
            throw new IllegalArgumentException(
                    "%s, line %d: the picture %s cannot be read: %s"
                            .formatted(truth, first.line(), file, failure.getMessage()),
                    failure);
        }
    }

    private void report(
            String name, Map<String, DetectionCounts> sets, int pictures, double milliseconds) {
        DetectionCounts all =
                sets.values().stream().reduce(DetectionCounts.NONE, DetectionCounts::plus);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s, %d pictures, %.1f ms a picture%n%n",
                name,
                pictures,
                milliseconds);
        out.printf(
                "%-16s %8s %8s %8s %8s %10s%n",
                "set", "found", "missed", "wrong", "recall", "precision");
        sets.forEach((set, counts) -> row(out, set, counts));
        row(out, "total", all);
        out.println();
        ObjectNode json = figures(all);
        json.put("detector", name);
        json.put("images", pictures);
        ObjectNode each = json.putObject("sets");
        sets.forEach((set, counts) -> each.set(set, figures(counts)));
        out.println(json);
        out.flush();
    }

    private static void row(PrintWriter out, String set, DetectionCounts counts) {
        out.printf(
                Locale.ROOT,
                "%-16s %8d %8d %8d %8.3f %10.3f%n",
                set,
                counts.found(),
                counts.missed(),
                counts.wrong(),
                counts.recall(),
                counts.precision());
    }

    private static ObjectNode figures(DetectionCounts counts) {
        ObjectNode figures = new ObjectMapper().createObjectNode();
        put(figures, "recall", counts.recall());
        put(figures, "precision", counts.precision());
        return figures;
    }

    private static void put(ObjectNode figures, String name, double share) {
        if (Double.isNaN(share)) {
            figures.putNull(name);
        } else {
            figures.put(name, share);
        }
    }
}
