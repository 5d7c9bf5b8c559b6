package io.countenance.lab.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A model on the CPU whose logits, or any other float value inside, can be read; the class that
 * serves gives the distribution alone. Close it to free the session.
 */
final class OnnxModel implements AutoCloseable {

    private static final Set<String> OUTPUTS = Set.of("logits", "distribution");

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    private OnnxModel(byte[] file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            session = environment.createSession(file, options);
        }
    }

    static OnnxModel of(ModelProto model) throws OrtException {
        return new OnnxModel(model.toByteArray());
    }

    /** Logits and distribution of faces. */
    FaceOutputs run(RgbFaces faces) throws OrtException {
        try (OnnxTensor input = tensor(faces);
                OrtSession.Result result = session.run(Map.of("faces", input), OUTPUTS)) {
            return new FaceOutputs(rows(result, "logits"), rows(result, "distribution"));
        }
    }

    /** Shows the numbers of each of the outputs named, in any order. */
    void run(RgbFaces faces, Set<String> outputs, BiConsumer<String, FloatBuffer> heard)
            throws OrtException {
        try (OnnxTensor input = tensor(faces);
                OrtSession.Result result = session.run(Map.of("faces", input), outputs)) {
            result.forEach(
                    output ->
                            heard.accept(
                                    output.getKey(),
                                    ((OnnxTensor) output.getValue()).getFloatBuffer()));
        }
    }

    private OnnxTensor tensor(RgbFaces faces) throws OrtException {
        long[] shape = {faces.count(), faces.size(), faces.size(), 3};
        return OnnxTensor.createTensor(
                environment, ByteBuffer.wrap(faces.rgb()), shape, OnnxJavaType.UINT8);
    }

    private static float[][] rows(OrtSession.Result result, String output) throws OrtException {
        return (float[][]) result.get(output).orElseThrow().getValue();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session cannot be closed", e);
        }
    }
}
