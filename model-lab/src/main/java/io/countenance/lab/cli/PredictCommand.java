package io.countenance.lab.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countenance.lab.predict.ExpressionDrawing;
import io.countenance.lab.predict.FaceReader;
import io.countenance.lab.predict.PredictedFace;
import io.countenance.options.InvalidOptionException;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.inference.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads expressions off pictures. */
@Command(
        name = "predict",
        description =
                "Finds the faces of pictures and reads their expressions, with the classes that the"
                        + " job uses. Prints a line for each face and draws its box and distribution"
                        + " into NAME-expressions.png. A picture that cannot be read is said to be"
                        + " none, the others are read, and the exit code is 1.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {

    private static final int MAX_BATCH = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(
            arity = "1..*",
            paramLabel = "<picture>",
            description = "JPEG, PNG, BMP, GIF or TIFF files.")
    private List<Path> pictures;

    @Option(
            names = "--model",
            defaultValue = "default",
            paramLabel = "<default|onnx>",
            description = "The model that ships, or an exported file.")
    private String model;

    @Option(
            names = "--output",
            defaultValue = ".",
            paramLabel = "<folder>",
            description = "Where the drawn pictures go; made where it is missing.")
    private Path output;

    @Option(names = "--blur", description = "Makes the faces unrecognisable in the drawn pictures.")
    private boolean blur;

    @Option(names = "--json", description = "Prints a JSON line for each face.")
    private boolean json;

    @ArgGroup(exclusive = false, validate = false, heading = "Face detector%n")
    private DetectionOptions detection = new DetectionOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        InvalidOptionException.check(
                !Files.isRegularFile(output), "--output", output, "must be a folder", "pictures");
        Files.createDirectories(output);
        boolean failed = false;
        Set<Path> written = new HashSet<>();
        try (FaceReader reader =
                new FaceReader(
                        new ExpressionModelOptions(model, Device.AUTO, 1, MAX_BATCH),
                        detection.options())) {
            for (Path picture : pictures) {
                try {
                    predict(reader, picture, written);
                } catch (IOException e) {
                    PrintWriter err = spec.commandLine().getErr();
                    err.printf("%s: %s%n", picture, FileFailure.reason(e));
                    failed = true;
                }
            }
        }
        return failed ? 1 : 0;
    }

    private void predict(FaceReader reader, Path picture, Set<Path> written) throws IOException {
        try (DecodedImage image = reader.open(Files.readAllBytes(picture))) {
            List<PredictedFace> faces = reader.read(image);
            Path drawn = drawn(picture, written);
            new ExpressionDrawing(reader.labels(), blur).write(image, faces, drawn);
            if (!json) {
                System.out.printf("%s: %d faces, drawn in %s%n", picture, faces.size(), drawn);
            }
            for (PredictedFace face : faces) {
                System.out.println(
                        json ? json(picture, face, reader.labels()) : line(face, reader.labels()));
            }
        }
    }

    /** A name of its own for each picture, though some be named alike. */
    private Path drawn(Path picture, Set<Path> written) {
        String name = picture.getFileName().toString().replaceFirst("\\.[^.]+$", "");
        Path file = output.resolve(name + "-expressions.png");
        for (int i = 2; !written.add(file); i++) {
            file = output.resolve(name + "-" + i + "-expressions.png");
        }
        return file;
    }

    private static String line(PredictedFace face, List<String> labels) {
        Box box = face.box();
        StringBuilder line = new StringBuilder();
        line.append(
                String.format(
                        Locale.ROOT,
                        "  #%-3d box %4.0f %4.0f %4.0f x %-4.0f score %.2f  %-10s",
                        face.number(),
                        box.x(),
                        box.y(),
                        box.width(),
                        box.height(),
                        face.score(),
                        labels.get(face.dominant())));
        for (int i = 0; i < labels.size(); i++) {
            line.append(
                    String.format(Locale.ROOT, " %s %.2f", labels.get(i), face.distribution()[i]));
        }
        return line.toString();
    }

    private static String json(Path picture, PredictedFace face, List<String> labels)
            throws IOException {
        ObjectNode line = JSON.createObjectNode();
        line.put("picture", picture.toString());
        line.put("face", face.number());
        line.set("box", JSON.valueToTree(face.box()));
        line.put("score", face.score());
        line.put("dominant", labels.get(face.dominant()));
        ObjectNode distribution = line.putObject("distribution");
        for (int i = 0; i < labels.size(); i++) {
            distribution.put(labels.get(i), face.distribution()[i]);
        }
        return JSON.writeValueAsString(line);
    }
}
