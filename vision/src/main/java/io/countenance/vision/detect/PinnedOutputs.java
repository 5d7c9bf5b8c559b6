package io.countenance.vision.detect;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Native memory that a network's outputs are written to, for inputs of one shape: without it each
 * call would copy all of them to Java's heap, some hundred kilobytes. One thread at a time; whoever
 * made it closes it.
 */
final class PinnedOutputs implements AutoCloseable {

    private final Map<String, OnnxTensor> tensors = new HashMap<>();
    private final Map<String, OutputTensor> values = new HashMap<>();

    /**
     * Makes memory as large as what a network returned, and holding that.
     *
     * @param result of a call with an input of that shape; stays the caller's
     * @param names of outputs, float32, batch first
     * @param batch pictures in the call
     */
    PinnedOutputs(OrtSession.Result result, Set<String> names, int batch) throws OrtException {
        try {
            for (String name : names) {
                OnnxTensor returned = (OnnxTensor) result.get(name).orElseThrow();
                TensorInfo info = returned.getInfo();
                FloatBuffer memory =
                        ByteBuffer.allocateDirect(
                                        Math.toIntExact(
                                                Math.multiplyExact(
                                                        info.getNumElements(), Float.BYTES)))
                                .order(ByteOrder.nativeOrder())
                                .asFloatBuffer();
                memory.put(returned.getFloatBuffer()).rewind();
                tensors.put(
                        name,
                        OnnxTensor.createTensor(
                                OrtEnvironment.getEnvironment(), memory, info.getShape()));
                values.put(name, new OutputTensor(memory, batch));
            }
        } catch (OrtException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** To be given to a call. */
    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    /** What the last call wrote. */
    Map<String, OutputTensor> values() {
        return values;
    }

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensor::close);
    }
}
