package io.countenance.job.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.countenance.vision.inference.OnnxGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Small expression models for tests. */
final class ModelFiles {

    static final String LABELS = "neutral,happiness,surprise,anger";

    private ModelFiles() {}

    /** A model of four labels. */
    static byte[] model(OnnxGraphs.Head head, int size, String labels, String crop) {
        return model(head, size, labels, crop, "");
    }

    /** A model of four labels, whose id depends on the note, too. */
    static byte[] model(OnnxGraphs.Head head, int size, String labels, String crop, String note) {
        ModelProto.Builder model = OnnxGraphs.model(OnnxGraphs.faceNetwork(head, size, 4).build());
        return OnnxGraphs.withMetadata(
                        model,
                        Map.of(
                                "countenance.contract",
                                "1",
                                "countenance.labels",
                                labels,
                                "countenance.crop",
                                crop,
                                "countenance.input-size",
                                Integer.toString(size),
                                "note",
                                note))
                .build()
                .toByteArray();
    }

    /** Puts a whole file into place at once. */
    static void replace(Path file, byte[] content) throws IOException {
        Path beside = Files.write(file.resolveSibling(file.getFileName() + ".new"), content);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
