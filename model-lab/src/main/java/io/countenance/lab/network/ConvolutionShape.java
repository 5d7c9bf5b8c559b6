package io.countenance.lab.network;

/**
 * A convolution's geometry; square kernels, no bias.
 *
 * @param filters output channels
 * @param kernel side of the kernel
 * @param stride step in both directions
 * @param padding zeros added on each side
 * @param groups 1 for a full convolution, the input channels for a depthwise one
 */
public record ConvolutionShape(int filters, int kernel, int stride, int padding, int groups) {

    static ConvolutionShape pointwise(int filters) {
        return new ConvolutionShape(filters, 1, 1, 0, 1);
    }

    static ConvolutionShape depthwise(int channels, int stride) {
        return new ConvolutionShape(channels, 3, stride, 1, channels);
    }
}
