package io.countenance.vision.expression;

import io.countenance.vision.inference.Device;

/**
 * How the expression model is run.
 *
 * @param model {@code default} or {@code int8} (those that ship), or the path of an ONNX file
 * @param device where it runs
 * @param threads threads inside one call on the CPU, 1 or more
 * @param maxBatch most faces in one call; larger requests are cut
 */
public record ExpressionModelOptions(String model, Device device, int threads, int maxBatch)
        implements java.io.Serializable {

    /** The shipped model, one thread, 32 faces a call, wherever it runs best. */
    public static ExpressionModelOptions defaults() {
        return new ExpressionModelOptions("default", Device.AUTO, 1, 32);
    }
}
