package io.countenance.lab.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a network costs, part by part, in the order of the way of a face; a residual follows the
 * stage that it is added to.
 *
 * @param parts stem, stages, residual, last convolution and output
 */
public record Complexity(List<Part> parts) {

    /**
     * What a part costs for one face. Batch norms, activations, pooling and the sum with the
     * residual are not counted as arithmetic: norms are folded into the convolutions at export, and
     * papers leave the others out.
     *
     * @param name of the part
     * @param weights of convolutions and the last layer, whose bias is counted here too
     * @param normParameters scales and shifts of batch norms
     * @param multiplications one for each weight and place
     * @param additions one fewer than the multiplications of each output value, as there is no bias
     */
    public record Part(
            String name, long weights, long normParameters, long multiplications, long additions) {}

    /** The cost of a network; its weights need not be there. */
    public static Complexity of(ShuffleNetV2 network) {
        List<Part> parts = new ArrayList<>();
        Counter stem = new Counter();
        int side = stem.add(network.stem(), 3, network.spec().inputSize());
        parts.add(stem.part("stem"));
        int stemChannels = network.stem().shape().filters();
        int channels = stemChannels;
        side = (side + 1) / 2;
        int residualSide = side / 2;
        int number = 2;
        for (List<ShuffleUnit> stage : network.stages()) {
            Counter counter = new Counter();
            for (ShuffleUnit unit : stage) {
                int branchInput = unit.stride() == 1 ? unit.branchChannels() : channels;
                counter.addChain(unit.shortcut(), branchInput, side);
                side = counter.addChain(unit.branch(), branchInput, side);
                channels = 2 * unit.branchChannels();
            }
            parts.add(counter.part("stage " + number));
            PartitionedResidual residual = network.residual();
            if (number++ == 2 && residual != null) {
                Counter quadrants = new Counter();
                for (List<ConvolutionNorm> quadrant : residual.quadrants()) {
                    quadrants.addChain(quadrant, stemChannels, residualSide);
                }
                parts.add(quadrants.part("partitioned residual"));
            }
        }
        Counter last = new Counter();
        last.add(network.last(), channels, side);
        parts.add(last.part("last convolution"));
        channels = network.last().shape().filters();
        Counter output = new Counter();
        ConvolutionNorm depthwise = network.output().depthwise();
        if (depthwise != null) {
            output.add(depthwise, channels, 3);
        }
        output.addLinear(channels, network.spec().classes());
        parts.add(output.part(depthwise == null ? "fully connected" : "output module"));
        return new Complexity(List.copyOf(parts));
    }

    /** Trained numbers: weights, biases, scales and shifts of batch norms. */
    public long parameters() {
        return weights() + sum(Part::normParameters);
    }

    /** The same without batch norms: what the paper counts. */
    public long weights() {
        return sum(Part::weights);
    }

    /** A multiplication with its addition counted as one: what most papers count. */
    public long multiplyAdds() {
        return sum(Part::multiplications);
    }

    /**
     * Multiplications and additions, (2 · inputs · k² − 1) for each output value of a convolution:
     * what the paper counts.
     */
    public long floatingPointOperations() {
        return multiplyAdds() + sum(Part::additions);
    }

    private long sum(ToLongFunction<Part> cost) {
        return parts.stream().mapToLong(cost).sum();
    }

    private static final class Counter {

        private long weights;
        private long normParameters;
        private long multiplications;
        private long additions;

        Part part(String name) {
            return new Part(name, weights, normParameters, multiplications, additions);
        }

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
            int taps = inputChannels / shape.groups() * shape.kernel() * shape.kernel();
            count(taps, (long) shape.filters() * output * output);
            weights += (long) shape.filters() * taps;
            normParameters += 2L * shape.filters();
            return output;
        }

        void addLinear(int inputs, int outputs) {
            count(inputs, outputs);
            weights += (inputs + 1L) * outputs;
        }

        private void count(int taps, long values) {
            multiplications += taps * values;
            additions += (taps - 1) * values;
        }
    }
}
