package io.countenance.lab.network;

/**
 * A convolution with bias that does what a convolution and a batch norm in inference do together:
 * weights w γ/√(σ² + ε), bias β − μ γ/√(σ² + ε), in double precision before rounding.
 *
 * @param weights {@code [filters, inputs / groups, kernel, kernel]}, row-major
 * @param bias {@code [filters]}
 */
public record FoldedConvolution(float[] weights, float[] bias) {

    static FoldedConvolution of(
            float[] weights,
            float[] gamma,
            float[] beta,
            float[] mean,
            float[] variance,
            double epsilon) {
        float[] folded = new float[weights.length];
        float[] bias = new float[gamma.length];
        int each = weights.length / gamma.length;
        for (int filter = 0; filter < gamma.length; filter++) {
            double scale = gamma[filter] / Math.sqrt(variance[filter] + epsilon);
            for (int i = filter * each; i < (filter + 1) * each; i++) {
                folded[i] = (float) (weights[i] * scale);
            }
            bias[filter] = (float) (beta[filter] - mean[filter] * scale);
        }
        return new FoldedConvolution(folded, bias);
    }
}
