package io.countenance.lab.export;

import ai.djl.ndarray.NDManager;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import com.google.protobuf.InvalidProtocolBufferException;
import io.countenance.lab.network.ShuffleNetV2;
import io.countenance.vision.expression.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Writes ONNX files that need no other, once they are proved to compute what they were made from.
 */
public final class OnnxExporter {

    private OnnxExporter() {}

    /**
     * Exports a network. Nothing is written unless ONNX Runtime and DJL agree on the faces.
     *
     * @param manager of the network's weights
     * @param network with its weights
     * @param metadata what the file says of itself
     * @param file to write or replace
     * @return how far they are apart
     * @throws ParityException where that is more than the precision allows
     */
    public static Parity export(
            NDManager manager,
            ShuffleNetV2 network,
            ModelMetadata metadata,
            ExportSettings settings,
            Path file)
            throws IOException, OrtException {
        ModelProto model =
                ShuffleNetGraph.of(network)
                        .model("countenance model-lab", metadata.exporter(), metadata.entries());
        return write(
                PrecisionConversion.of(model, settings),
                NetworkOutputs.of(manager, network, settings.compared()),
                settings,
                file);
    }

    /**
     * Converts an fp32 file. Nothing is written unless both files agree on the faces.
     *
     * @param model the file; its metadata stay
     * @param exporter program and version
     * @param file to write or replace
     * @return how far they are apart
     * @throws ParityException where that is more than the precision allows
     * @throws UnsupportedGraphException where the file is not one that {@link #export} wrote in
     *     fp32
     */
    public static Parity convert(
            ModelFile model, String exporter, ExportSettings settings, Path file)
            throws IOException, OrtException {
        ModelProto source = parse(model);
        source.getMetadataPropsList().stream()
                .filter(entry -> entry.getKey().equals(ModelMetadata.PRECISION))
                .filter(entry -> !entry.getValue().equals(Precision.FP32.text()))
                .findFirst()
                .ifPresent(
                        entry -> {
                            throw new UnsupportedGraphException(
                                    model.file() + " is " + entry.getValue());
                        });
        FaceOutputs expected;
        try (OnnxModel opened = OnnxModel.of(source)) {
            expected = opened.run(settings.compared());
        }
        ModelProto converted =
                PrecisionConversion.withMetadata(
                        PrecisionConversion.of(source, settings),
                        Map.of(
                                ModelMetadata.EXPORTER,
                                exporter,
                                ModelMetadata.CONVERTED_FROM,
                                model.modelId()));
        return write(converted, expected, settings, file);
    }

    private static ModelProto parse(ModelFile model) {
        try {
            return ModelProto.parseFrom(model.bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new UnsupportedGraphException("this is no ONNX file: " + e.getMessage());
        }
    }

    private static Parity write(
            ModelProto model, FaceOutputs expected, ExportSettings settings, Path file)
            throws IOException, OrtException {
        Parity parity;
        try (OnnxModel opened = OnnxModel.of(model)) {
            parity = Parity.of(settings.precision(), expected, opened.run(settings.compared()));
        }
        if (!parity.passes()) {
            throw new ParityException(parity);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        // Not a temporary file: only its owner may read one, and a job may run as another user.
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            Files.write(partial, model.toByteArray());
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
        return parity;
    }
}
