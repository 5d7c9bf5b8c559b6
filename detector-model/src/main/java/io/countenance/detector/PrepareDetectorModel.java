package io.countenance.detector;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Build step: reads the published UltraFace and face-embedding networks and writes the ones that
 * the job takes, or says loudly that there are none.
 */
public final class PrepareDetectorModel {

    // Printed, not logged: Maven's -q would hide a warning that matters.
    private static final String MISSING =
            """
            [WARNING] ****************************************************************************
            [WARNING] * The default face detector was NOT fetched: npm is missing, could not reach
            [WARNING] * its registry, or was skipped (-Dnpm.skip=true). The build goes on without.
            [WARNING] * The detector 'default' will be OpenCV's Haar cascade, which finds far fewer
            [WARNING] * faces (recall 0.85 instead of 0.99 on group pictures).
            [WARNING] * There is no face-embedding network either (tracker.identity=reidentify).
            [WARNING] * To have them: install npm and build again.
            [WARNING] ****************************************************************************
            """;

    private PrepareDetectorModel() {}

    /**
     * Runs the step. Does nothing when its results are there already.
     *
     * @param arguments the published detector, the file to write; the published face-embedding
     *     network, the file to write
     */
    public static void main(String[] arguments) throws IOException {
        boolean detector =
                prepare(Path.of(arguments[0]), Path.of(arguments[1]), UltraFaceCutter::cut);
        boolean embedding =
                prepare(Path.of(arguments[2]), Path.of(arguments[3]), EmbeddingConverter::convert);
        if (!detector || !embedding) {
            System.out.print(MISSING);
        }
    }

    /** Returns whether the target is there. */
    private static boolean prepare(Path published, Path target, UnaryOperator<ModelProto> change)
            throws IOException {
        if (Files.exists(target)) {
            return true;
        }
        if (!Files.exists(published)) {
            return false;
        }
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(published));
        Files.write(target, change.apply(model).toByteArray());
        return true;
    }
}
