package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceQuery;
import io.countenance.lab.data.SampleFiles;
import io.countenance.lab.prepare.CropOutcome;
import io.countenance.lab.prepare.Framing;
import io.countenance.lab.prepare.ManifestRow;
import io.countenance.lab.prepare.Preparation;
import io.countenance.lab.prepare.PreparationSettings;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.expression.ModelContract;
import io.countenance.vision.inference.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Cuts the faces of a data set out. */
@Command(
        name = "prepare",
        description =
                "Finds the faces of a data set and cuts them out with the classes that the job uses,"
                        + " so that a network learns from what it will see. Writes the crops with"
                        + " their labels, manifest.csv and contact-sheet.png.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class PrepareCommand implements Callable<Integer> {

    private static final int MOST_LISTED = 20;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "<folder>",
            description =
                    "Where the crops go, in a folder named like the split that must hold no files"
                            + " yet. Labels of FER+'s eight expressions are in labels.csv, which"
                            + " keeps the rows of other splits; other labels are folders.")
    private Path output;

    @Option(
            names = "--model",
            defaultValue = "default",
            paramLabel = "<default|onnx>",
            description = "Cuts out as this model asks: the one that ships, or an exported file.")
    private String model;

    @Option(
            names = "--crop",
            paramLabel = "<policy>",
            description =
                    "square:MARGIN, square:MARGIN,SHIFT or five-point in place of the model's.")
    private @Nullable String crop;

    @Option(
            names = "--size",
            paramLabel = "<px>",
            description =
                    "Side of the crops, 8 to 1024, in place of the model's. Crops of the size that"
                            + " is trained on are not resized again.")
    private @Nullable Integer size;

    @Option(
            names = "--close-ups",
            defaultValue = "0",
            paramLabel = "<px>",
            description =
                    "For small pictures that the faces fill, which detectors often miss: looks for"
                            + " them in a copy with this longer side, 64 to 4096, and a grey border."
                            + " The crop is cut out of the picture itself. 0: looks in the picture,"
                            + " as the job does.")
    private int closeUps;

    @Option(
            names = "--keep-faceless",
            description = "Takes a picture without a face whole; else it is left out and listed.")
    private boolean keepFaceless;

    @Option(
            names = "--threads",
            defaultValue = "0",
            paramLabel = "<count>",
            description = "Pictures at work at once; 0: as many as processors.")
    private int threads;

    @ArgGroup(exclusive = false, multiplicity = "1", heading = "Data%n")
    private Source source;

    @ArgGroup(exclusive = false, validate = false, heading = "Face detector%n")
    private DetectionOptions detection = new DetectionOptions();

    private static final class Source extends FaceFiles {
        @Option(
                names = "--split",
                paramLabel = "<name>",
                description =
                        "Part of the data to take; left out, all of a data set without parts. A"
                                + " folder of pictures without labels needs none: all of its faces"
                                + " are cut out.")
        private @Nullable String split;

        SampleFiles open() throws IOException {
            if (labels == null && format == null && SampleFiles.isUnlabelled(data)) {
                return SampleFiles.unlabelled(data);
            }
            return SampleFiles.open(
                    new FaceQuery(data, labels, split, format, Colour.LUMINANCE, ""));
        }
    }

    @Override
    public Integer call() throws IOException {
        PreparationSettings settings = settings();
        try (SampleFiles files = source.open()) {
            String split = source.split == null ? "all" : source.split;
            Path folder = output.resolve(split);
            check(
                    !holdsFiles(folder),
                    "--output",
                    output,
                    "must not have files in a folder '%s' yet".formatted(split),
                    "prepared");
            List<ManifestRow> rows;
            try (LoadingBar bar = new LoadingBar()) {
                rows = new Preparation(settings).run(files, output, split, bar);
            }
            System.out.printf("crop %s of %d px%n", settings.crop(), settings.size());
            printOutcomes(rows, folder);
            if (!files.labels().isEmpty()) {
                printFraming(Framing.of(rows));
            }
        }
        return 0;
    }

    private static boolean holdsFiles(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return false;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            return inside.anyMatch(file -> !Files.isDirectory(file));
        }
    }

    private PreparationSettings settings() {
        ModelContract contract =
                ExpressionModel.readContract(new ExpressionModelOptions(model, Device.CPU, 1, 1));
        int side = size == null ? contract.inputSize() : size;
        check(side >= 8 && side <= 1024, "--size", side, "must be from 8 to 1024 px", 64);
        check(
                closeUps == 0 || closeUps >= 64 && closeUps <= 4096,
                "--close-ups",
                closeUps,
                "must be 0, or from 64 to 4096 px",
                160);
        check(threads >= 0 && threads <= 256, "--threads", threads, "must be from 0 to 256", 2);
        return new PreparationSettings(
                detection.options(),
                crop == null ? contract.cropPolicy() : CropOption.policy(crop),
                side,
                closeUps,
                keepFaceless,
                threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
    }

    private static void printOutcomes(List<ManifestRow> rows, Path folder) {
        for (CropOutcome outcome : CropOutcome.values()) {
            List<ManifestRow> those =
                    rows.stream().filter(row -> row.outcome() == outcome).toList();
            if (those.isEmpty()) {
                continue;
            }
            System.out.printf("%-10s %7d%n", outcome.text(), those.size());
            if (outcome != CropOutcome.CROPPED) {
                those.stream().limit(MOST_LISTED).forEach(PrepareCommand::print);
                if (those.size() > MOST_LISTED) {
                    System.out.printf("  and %d more%n", those.size() - MOST_LISTED);
                }
            }
        }
        System.out.printf("%s: the crops, manifest.csv, contact-sheet.png%n", folder);
    }

    private static void print(ManifestRow row) {
        System.out.printf(
                "  %s%s%n", row.source(), row.reason().isEmpty() ? "" : ": " + row.reason());
    }

    private static void printFraming(Framing framing) {
        if (framing.faces() == 0) {
            return;
        }
        System.out.printf("framing of %d faces: median, quartiles in brackets%n", framing.faces());
        print("box's side / picture's side", framing.side());
        print("box's centre right of the picture's, in box sides", framing.shiftX());
        print("box's centre below the picture's, in box sides", framing.shiftY());
        System.out.printf(
                Locale.ROOT,
                "square:%.2f,%.2f shows about what these pictures show%n",
                framing.margin(),
                -framing.shiftY()[1]);
    }

    private static void print(String what, double[] quartiles) {
        System.out.printf(
                Locale.ROOT,
                "  %-50s %6.3f (%.3f to %.3f)%n",
                what,
                quartiles[1],
                quartiles[0],
                quartiles[2]);
    }
}
