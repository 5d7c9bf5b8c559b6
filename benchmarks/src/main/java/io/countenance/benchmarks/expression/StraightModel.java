package io.countenance.benchmarks.expression;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.countenance.lab.data.Luminance;
import io.countenance.lab.network.NetworkInput;
import io.countenance.vision.inference.Device;
import io.countenance.vision.inference.ExecutionProviders;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * A {@link StraightConversion} with the same session options as the class that serves, and with
 * buffers that are made once as there. What the graph does not do, Java does: luminance,
 * normalisation, channels first.
 */
final class StraightModel implements FaceClassifier {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int size;
    private final int labels;
    private final FloatBuffer pixels;
    private final FloatBuffer distributions;

    StraightModel(byte[] model, int size, int labels, int threads, int maxBatch)
            throws OrtException {
        this.size = size;
        this.labels = labels;
        try (SessionOptions options = ExecutionProviders.sessionOptions(Device.CPU, threads)) {
            session = environment.createSession(model, options);
        }
        pixels = floats(maxBatch * 3 * size * size);
        distributions = floats(maxBatch * labels);
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public float[][] classify(byte[] crops, int count) throws OrtException {
        normalise(crops, count);
        long[] shape = {count, 3, size, size};
        try (OnnxTensor input =
                        OnnxTensor.createTensor(
                                environment, pixels.slice(0, count * 3 * size * size), shape);
                OnnxTensor output =
                        OnnxTensor.createTensor(
                                environment,
                                distributions.slice(0, count * labels),
                                new long[] {count, labels})) {
            session.run(Map.of(StraightConversion.INPUT, input), Map.of("distribution", output))
                    .close();
        }
        float[][] rows = new float[count][labels];
        for (int i = 0; i < count; i++) {
            distributions.get(i * labels, rows[i]);
        }
        return rows;
    }

    private void normalise(byte[] crops, int count) {
        int area = size * size;
        for (int face = 0; face < count; face++) {
            for (int i = 0; i < area; i++) {
                int at = 3 * (face * area + i);
                float grey =
                        Luminance.RED * (crops[at] & 255)
                                + Luminance.GREEN * (crops[at + 1] & 255)
                                + Luminance.BLUE * (crops[at + 2] & 255);
                float value = (grey - NetworkInput.MEAN) / NetworkInput.DEVIATION;
                for (int channel = 0; channel < 3; channel++) {
                    pixels.put((3 * face + channel) * area + i, value);
                }
            }
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
