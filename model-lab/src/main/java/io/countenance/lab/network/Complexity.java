package io.countenance.lab.network;

import java.util.List;

/**
 * What a network costs.
 *
 * @param parameters trained numbers: weights, biases, scales and shifts of batch norms
 * @param multiplyAdds of convolutions and the last layer for one face; a multiplication with its
 *     addition counts as one
 */
public record Complexity(long parameters, long multiplyAdds) {

    /** The cost of a network; its weights need not be there. */
    public static Complexity of(ShuffleNetV2 network) {
        Counter counter = new Counter();
        int side = counter.add(network.stem(), 3, network.spec().inputSize());
        int channels = network.stem().shape().filters();
        side = (side + 1) / 2;
        PartitionedResidual residual = network.residual();
        if (residual != null) {
            for (List<ConvolutionNorm> quadrant : residual.quadrants()) {
                counter.addChain(quadrant, channels, side / 2);
            }
        }
        for (List<ShuffleUnit> stage : network.stages()) {
            for (ShuffleUnit unit : stage) {
                int branchInput = unit.stride() == 1 ? unit.branchChannels() : channels;
                counter.addChain(unit.shortcut(), branchInput, side);
                side = counter.addChain(unit.branch(), branchInput, side);
                channels = 2 * unit.branchChannels();
            }
        }
        counter.add(network.last(), channels, side);
        channels = network.last().shape().filters();
        ConvolutionNorm depthwise = network.output().depthwise();
        if (depthwise != null) {
            counter.add(depthwise, channels, 3);
        }
        int classes = network.spec().classes();
        counter.parameters += (channels + 1L) * classes;
        counter.multiplyAdds += (long) channels * classes;
        return new Complexity(counter.parameters, counter.multiplyAdds);
    }

    private static final class Counter {

        private long parameters;
        private long multiplyAdds;

        int addChain(List<ConvolutionNorm> chain, int inputChannels, int side) {
            int channels = inputChannels;
            int current = side;
            for (ConvolutionNorm convolution : chain) {
                current = add(convolution, channels, current);
                channels = convolution.shape().filters();
            }
            return current;
        }

        /** Returns the side of the output. */
        int add(ConvolutionNorm convolution, int inputChannels, int side) {
            ConvolutionShape shape = convolution.shape();
            int output = (side + 2 * shape.padding() - shape.kernel()) / shape.stride() + 1;
            long weights =
                    (long) shape.filters()
                            * (inputChannels / shape.groups())
                            * shape.kernel()
                            * shape.kernel();
            parameters += weights + 2L * shape.filters();
            multiplyAdds += weights * output * output;
            return output;
        }
    }
}
