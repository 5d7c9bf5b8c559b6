package io.countenance.lab.cli;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.export.ModelMetadata;
import io.countenance.lab.export.OnnxExporter;
import io.countenance.lab.export.ParityFaces;
import io.countenance.lab.loss.LossKind;
import io.countenance.lab.loss.LossSettings;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.ShuffleNetV2;
import io.countenance.options.EnumConverter;
import io.countenance.options.InvalidOptionException;
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
                "Writes a training run's best checkpoint as the ONNX file that the job takes, once"
                        + " ONNX Runtime and DJL agree on it within 1e-4; else exits with 1 and"
                        + " writes nothing.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    private static final int PARITY_FACES = 64;

    @Option(
            names = "--run",
            required = true,
            paramLabel = "<folder>",
            description = "The training run.")
    private Path run;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "<onnx>",
            description = "The file to write or replace.")
    private Path output;

    @Option(
            names = "--crop",
            required = true,
            paramLabel = "<policy>",
            description =
                    "How the job cuts faces out for it: square:MARGIN,SHIFT or five-point. It must"
                            + " give the framing of the training pictures.")
    private String crop;

    @ArgGroup(
            exclusive = false,
            heading = "Faces to compare on; generated pictures where none are given%n")
    private @Nullable FaceSource faces;

    @Override
    public Integer call() throws IOException, OrtException {
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
            int size = network.inputSize();
            FaceSet set = faces == null ? null : faces.load(network.colour());
            byte[] rgb =
                    set == null
                            ? ParityFaces.generated(PARITY_FACES, size)
                            : ParityFaces.of(set, PARITY_FACES, size);
            ModelMetadata metadata = metadata(trained, policy);
            double difference =
                    OnnxExporter.export(
                            trained.manager(),
                            exported,
                            metadata,
                            rgb,
                            rgb.length / (size * size * 3),
                            output);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d bytes, epoch %d, largest difference to DJL %.1e over %d %s%n",
                    output,
                    Files.size(output),
                    trained.state().epochs(),
                    difference,
                    rgb.length / (size * size * 3),
                    set == null ? "generated pictures" : "faces");
        }
        return 0;
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
