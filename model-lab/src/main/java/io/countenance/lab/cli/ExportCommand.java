package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.evaluate.ExpressionModelScorer;
import io.countenance.lab.export.CalibrationFaces;
import io.countenance.lab.export.ExportSettings;
import io.countenance.lab.export.ModelMetadata;
import io.countenance.lab.export.OnnxExporter;
import io.countenance.lab.export.Parity;
import io.countenance.lab.export.ParityFaces;
import io.countenance.lab.export.Precision;
import io.countenance.lab.export.RgbFaces;
import io.countenance.lab.loss.LossKind;
import io.countenance.lab.loss.LossSettings;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.ShuffleNetV2;
import io.countenance.options.EnumConverter;
import io.countenance.options.InvalidOptionException;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.expression.ModelContract;
import io.countenance.vision.expression.ModelFile;
import io.countenance.vision.inference.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the model file that the job takes. */
@Command(
        name = "export",
        description =
                "Writes a training run's best checkpoint, or an fp32 file in another precision, as"
                        + " the ONNX file that the job takes, once ONNX Runtime finds both alike on"
                        + " faces: in fp32 and fp16 logits and probabilities within 1e-4 and 0.05,"
                        + " in int8 probabilities within 0.01 in the mean; else exits with 1 and"
                        + " writes nothing.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    private static final int PARITY_FACES = 64;

    @ArgGroup(multiplicity = "1", heading = "What to export%n")
    private Source source;

    private static final class Source {
        @Option(
                names = "--run",
                paramLabel = "<folder>",
                description = "A training run; this or --model.")
        private @Nullable Path run;

        @Option(
                names = "--model",
                paramLabel = "<onnx>",
                description =
                        "An fp32 file that export wrote, to convert; default: the one that ships;"
                                + " this or --run.")
        private @Nullable String model;
    }

    @Option(
            names = "--output",
            required = true,
            paramLabel = "<onnx>",
            description = "The file to write or replace.")
    private Path output;

    @Option(
            names = "--precision",
            defaultValue = "fp32",
            description =
                    "Of weights and arithmetic: fp32; fp16, for CUDA; int8, for CPUs with VNNI or"
                            + " the like, calibrated on faces of --data. Softmax is in fp32.")
    private Precision precision;

    @Option(
            names = "--crop",
            paramLabel = "<policy>",
            description =
                    "With --run: how the job cuts faces out for it: square:MARGIN,SHIFT or"
                            + " five-point. It must give the framing of the training pictures.")
    private @Nullable String crop;

    @Option(
            names = "--calibration-faces",
            defaultValue = "512",
            paramLabel = "<count>",
            description = "Of --data, spread evenly, for the ranges of int8.")
    private int calibrationFaces;

    @ArgGroup(
            exclusive = false,
            heading =
                    "Faces to compare on, and to calibrate on; generated pictures where none are"
                            + " given%n")
    private @Nullable FaceSource faces;

    @Override
    public Integer call() throws IOException, OrtException {
        check(
                calibrationFaces > 0,
                "--calibration-faces",
                calibrationFaces,
                "must be 1 or more",
                512);
        check(
                precision != Precision.INT8 || faces != null,
                "--precision",
                precision.text(),
                "must come with --data, faces to calibrate on",
                "int8 --data valid.zip --labels labels.csv");
        if (source.model != null) {
            convert(source.model);
        } else if (source.run != null) {
            export(source.run);
        }
        return 0;
    }

    private void convert(String model) throws IOException, OrtException {
        check(crop == null, "--crop", crop, "must be left out with --model, which has one", crop);
        check(
                precision != Precision.FP32,
                "--precision",
                precision.text(),
                "must be fp16 or int8 with --model",
                "int8");
        ModelContract contract =
                ExpressionModel.readContract(new ExpressionModelOptions(model, Device.CPU, 1, 1));
        ExportSettings settings =
                settings(contract.inputSize(), ExpressionModelScorer.colour(contract));
        ModelFile file = ModelFile.read(model);
        report(
                contract.modelId(),
                OnnxExporter.convert(file, Version.text(), settings, output),
                "the fp32 file");
    }

    private void export(Path run) throws IOException, OrtException {
        check(crop != null, "--crop", "missing", "must be given with --run", "square:0.0");
        String policy = CropOption.policy(crop).toString();
        try (TrainedNetwork trained = TrainedNetwork.open(run)) {
            NetworkSpec network = trained.settings().network();
            if (!(trained.network() instanceof ShuffleNetV2 exported)) {
                throw new InvalidOptionException(
                        "--run",
                        run,
                        "must be a run of a network that the job takes, not of the generator %s"
                                .formatted(network.variant().text()),
                        "a run of train --variant full");
            }
            ExportSettings settings = settings(network.inputSize(), network.colour());
            Parity parity =
                    OnnxExporter.export(
                            trained.manager(),
                            exported,
                            metadata(trained, policy),
                            settings,
                            output);
            report("epoch " + trained.state().epochs(), parity, "DJL");
        }
    }

    private ExportSettings settings(int size, Colour colour) throws IOException {
        if (faces == null) {
            return new ExportSettings(precision, ParityFaces.generated(PARITY_FACES, size), null);
        }
        FaceSet set = faces.load(colour);
        RgbFaces compared = ParityFaces.of(set, PARITY_FACES, size);
        if (precision != Precision.INT8) {
            return new ExportSettings(precision, compared, null);
        }
        String name = faces.data.getFileName().toString();
        return new ExportSettings(
                precision,
                compared,
                CalibrationFaces.of(set, calibrationFaces, PARITY_FACES, size, name));
    }

    private void report(String exported, Parity parity, String reference) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%s: %s, %s, %d bytes%nagainst %s%s: %s%n",
                output,
                exported,
                precision.text(),
                Files.size(output),
                reference,
                faces == null ? " on generated pictures" : "",
                parity);
    }

    private static ModelMetadata metadata(TrainedNetwork trained, String policy)
            throws IOException {
        Evaluation validation = trained.state().validation();
        return new ModelMetadata(
                trained.settings().labels(),
                policy,
                trained.settings().network().inputSize(),
                trained.settings().network().colour(),
                trained.settings().network().variant().text(),
                trained.settings().trainingData(),
                loss(trained.settings().loss()),
                validation == null ? "{}" : new ObjectMapper().writeValueAsString(validation),
                Version.text());
    }

    private static String loss(LossSettings loss) {
        String kind = EnumConverter.written(loss.kind());
        return loss.kind() == LossKind.KL || loss.kind() == LossKind.CROSS_ENTROPY
                ? kind
                : String.format(
                        Locale.ROOT,
                        "%s lambda=%s alpha=%s beta=%s epsilon=%s reduction=%s",
                        kind,
                        loss.lambda(),
                        loss.alpha(),
                        loss.beta(),
                        loss.epsilon(),
                        EnumConverter.written(loss.reduction()));
    }
}
