package io.countenance.detector;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Build step: reads the published UltraFace network and writes the any-size one, or says loudly
 * that there is none.
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
            [WARNING] * To have it: install npm and build again.
            [WARNING] ****************************************************************************
            """;

    private PrepareDetectorModel() {}

    /**
     * Runs the step. Does nothing when its result is there already.
     *
     * @param arguments the published ONNX file, the file to write
     */
    public static void main(String[] arguments) throws IOException {
        Path published = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]);
        if (Files.exists(target)) {
            return;
        }
        if (!Files.exists(published)) {
            System.out.print(MISSING);
            return;
        }
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(published));
        Files.write(target, UltraFaceCutter.cut(model).toByteArray());
    }
}
