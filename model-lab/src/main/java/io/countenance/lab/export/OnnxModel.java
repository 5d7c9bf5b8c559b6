package io.countenance.lab.export;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.countenance.lab.data.Colour;
import io.countenance.lab.evaluate.FaceScorer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An exported model in ONNX Runtime on the CPU. Close it to free the session. */
public final class OnnxModel implements FaceScorer {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int inputSize;
    private final Colour colour;

    private OnnxModel(byte[] file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            session = environment.createSession(file, options);
        }
        NodeInfo faces = session.getInputInfo().get("faces");
        if (faces == null) {
            session.close();
            throw new IllegalArgumentException("it has no input 'faces'");
        }
        inputSize = (int) ((TensorInfo) faces.getInfo()).getShape()[1];
        colour =
                Colour.parse(
                        session.getMetadata()
                                .getCustomMetadata()
                                .getOrDefault(ModelMetadata.COLOUR, Colour.LUMINANCE.text()));
    }

    /**
     * Opens a model file.
     *
     * @throws IOException where it cannot be read or is no model of our contract; the message names
     *     it
     */
    public static OnnxModel open(Path file) throws IOException {
        try {
            return new OnnxModel(Files.readAllBytes(file));
        } catch (OrtException | IllegalArgumentException e) {
            throw new IOException(file + " is no model file of this program's contract", e);
        }
    }

    /** Opens a model from the bytes of its file. */
    static OnnxModel of(byte[] file) throws OrtException {
        return new OnnxModel(file);
    }

    /** What the file says of itself. */
    public Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    /** A line for each input and output: name, type, shape. */
    public List<String> values() throws OrtException {
        List<String> lines = new ArrayList<>();
        session.getInputInfo().values().forEach(value -> lines.add("input " + value(value)));
        session.getOutputInfo().values().forEach(value -> lines.add("output " + value(value)));
        return lines;
    }

    private static String value(NodeInfo node) {
        TensorInfo tensor = (TensorInfo) node.getInfo();
        return node.getName() + ": " + tensor.type + " " + Arrays.toString(tensor.getShape());
    }

    @Override
    public int inputSize() {
        return inputSize;
    }

    /**
     * Runs the model.
     *
     * @param rgb uint8 {@code [count, inputSize, inputSize, 3]}
     * @param count how many faces
     */
    public Output run(byte[] rgb, int count) throws OrtException {
        long[] shape = {count, inputSize, inputSize, 3};
        try (OnnxTensor faces =
                        OnnxTensor.createTensor(
                                environment, ByteBuffer.wrap(rgb), shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("faces", faces))) {
            return new Output(
                    (float[][]) result.get("logits").orElseThrow().getValue(),
                    (float[][]) result.get("distribution").orElseThrow().getValue());
        }
    }

    @Override
    public Colour colour() {
        return colour;
    }

    @Override
    public float[][] score(byte[] pixels, int count) {
        try {
            return run(colour == Colour.RGB ? pixels : grey(pixels), count).distribution();
        } catch (OrtException e) {
            throw new IllegalStateException("the model cannot be run", e);
        }
    }

    private static byte[] grey(byte[] luminance) {
        byte[] rgb = new byte[3 * luminance.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = luminance[i / 3];
        }
        return rgb;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session cannot be closed", e);
        }
    }

    /**
     * What the model says of some faces.
     *
     * @param logits {@code [faces][labels]}
     * @param distribution {@code [faces][labels]}, each row's sum 1
     */
    public record Output(float[][] logits, float[][] distribution) {}
}
