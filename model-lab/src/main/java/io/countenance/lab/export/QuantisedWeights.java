package io.countenance.lab.export;

import ai.onnx.proto.OnnxMl.TensorProto;

/**
 * A convolution's weights in 8 bits and its bias in 32, with scales: symmetric, one scale a filter.
 *
 * @param weights int8 in {@code shape}, from -127 to 127
 * @param shape {@code [filters, inputs / groups, kernel, kernel]}
 * @param groups of the convolution
 * @param scales of the weights {@code [filters]}
 * @param bias int32 {@code [filters]}
 * @param biasScales {@code [filters]}, input's scale times weights' scale
 */
record QuantisedWeights(
        byte[] weights, long[] shape, long groups, float[] scales, int[] bias, float[] biasScales) {

    private static final int LARGEST = 127;

    /**
     * Quantises.
     *
     * @param weights float {@code [filters, inputs / groups, kernel, kernel]}
     * @param bias float {@code [filters]}
     * @param groups of the convolution
     * @param inputScale of the convolution's input
     */
    static QuantisedWeights of(
            TensorProto weights, TensorProto bias, long groups, float inputScale) {
        float[] values = FloatGraph.floats(weights);
        long[] shape = weights.getDimsList().stream().mapToLong(Long::longValue).toArray();
        boolean multiplied = groups > 1 && shape[1] == 1 && shape[0] > groups;
        if (multiplied) {
            values = dense(values, (int) shape[0], (int) groups);
            shape[1] = groups;
        }
        int filters = (int) shape[0];
        int each = values.length / filters;
        byte[] stored = new byte[values.length];
        float[] scales = new float[filters];
        float[] biasScales = new float[filters];
        int[] storedBias = new int[filters];
        float[] realBias = FloatGraph.floats(bias);
        for (int filter = 0; filter < filters; filter++) {
            float largest = 0;
            for (int i = filter * each; i < (filter + 1) * each; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            scales[filter] = largest > 0 ? largest / LARGEST : 1;
            biasScales[filter] = scales[filter] * inputScale;
            for (int i = filter * each; i < (filter + 1) * each; i++) {
                stored[i] = (byte) Math.round(values[i] / scales[filter]);
            }
            storedBias[filter] = Math.round(realBias[filter] / biasScales[filter]);
        }
        return new QuantisedWeights(
                stored, shape, multiplied ? 1 : groups, scales, storedBias, biasScales);
    }

    /**
     * The same convolution without groups, other inputs' weights zero. ONNX Runtime has fast
     * integer kernels for as many filters as groups and for no groups; what lies between is slow.
     */
    private static float[] dense(float[] values, int filters, int groups) {
        int taps = values.length / filters;
        float[] dense = new float[values.length * groups];
        for (int filter = 0; filter < filters; filter++) {
            int group = filter / (filters / groups);
            System.arraycopy(values, filter * taps, dense, (filter * groups + group) * taps, taps);
        }
        return dense;
    }
}
