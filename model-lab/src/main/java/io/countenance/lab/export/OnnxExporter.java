package io.countenance.lab.export;

import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OrtException;
import io.countenance.lab.network.ShuffleNetV2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a network as an ONNX file that needs no other, once it is proved equal to the network. */
public final class OnnxExporter {

    private OnnxExporter() {}

    /**
     * Exports a network. Nothing is written unless ONNX Runtime and DJL agree on the given faces.
     *
     * @param manager of the network's weights
     * @param network with its weights
     * @param metadata what the file says of itself
     * @param rgb faces to compare on: uint8 {@code [count, size, size, 3]}
     * @param count how many faces
     * @param file to write or replace
     * @return the largest difference of a logit or probability
     * @throws ParityException where the difference is not below 1e-4
     */
    public static double export(
            NDManager manager,
            ShuffleNetV2 network,
            ModelMetadata metadata,
            byte[] rgb,
            int count,
            Path file)
            throws IOException, OrtException {
        byte[] bytes =
                ShuffleNetGraph.of(network)
                        .model("countenance model-lab", metadata.exporter(), metadata.entries());
        double difference;
        try (OnnxModel model = OnnxModel.of(bytes)) {
            difference = ParityGate.check(model, manager, network, rgb, count);
        }
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path partial = Files.createTempFile(folder, "export", ".partial");
        try {
            Files.write(partial, bytes);
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
        return difference;
    }
}
