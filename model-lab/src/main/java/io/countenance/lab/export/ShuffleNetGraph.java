package io.countenance.lab.export;

import static io.countenance.lab.export.OnnxGraph.number;
import static io.countenance.lab.export.OnnxGraph.numbers;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.countenance.lab.data.Colour;
import io.countenance.lab.data.Luminance;
import io.countenance.lab.network.ConvolutionNorm;
import io.countenance.lab.network.ConvolutionShape;
import io.countenance.lab.network.FixedPooling;
import io.countenance.lab.network.FoldedConvolution;
import io.countenance.lab.network.NetworkInput;
import io.countenance.lab.network.OutputModule;
import io.countenance.lab.network.PartitionedResidual;
import io.countenance.lab.network.ShuffleNetV2;
import io.countenance.lab.network.ShuffleUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a network as an ONNX graph: uint8 RGB in, normalisation inside, batch norms folded. For a
 * network of luminance the graph takes that first, and the stem's three equal input channels are
 * folded into one.
 */
final class ShuffleNetGraph {

    private final OnnxGraph graph = new OnnxGraph("countenance");
    private final ShuffleNetV2 network;

    private ShuffleNetGraph(ShuffleNetV2 network) {
        this.network = network;
    }

    static OnnxGraph of(ShuffleNetV2 network) {
        ShuffleNetGraph writer = new ShuffleNetGraph(network);
        writer.write();
        return writer.graph;
    }

    private void write() {
        int size = network.spec().inputSize();
        String faces = graph.input("faces", DataType.UINT8, -1, size, size, 3);
        String map =
                network.spec().colour() == Colour.RGB
                        ? convolve(network.stem(), rgb(faces))
                        : convolve(network.stem(), stemWeights(), 1, grey(faces, size));
        String pooled =
                graph.node(
                        "MaxPool",
                        List.of(map),
                        numbers("kernel_shape", 3, 3),
                        numbers("strides", 2, 2),
                        numbers("pads", 1, 1, 1, 1));
        map = pooled;
        int stage = 0;
        for (List<ShuffleUnit> units : network.stages()) {
            size = stage == 0 ? (size + 7) / 8 : (size + 1) / 2;
            for (ShuffleUnit unit : units) {
                map = unit(unit, map, size);
            }
            PartitionedResidual residual = network.residual();
            if (stage++ == 0 && residual != null) {
                map = graph.node("Add", List.of(map, residual(residual, pooled)));
            }
        }
        output(convolve(network.last(), map));
        graph.output("logits", DataType.FLOAT, -1, network.spec().classes());
        graph.output("distribution", DataType.FLOAT, -1, network.spec().classes());
    }

    /** Live faces are coloured, what the network learned from is not. */
    private String grey(String faces, int size) {
        float scale = 1 / NetworkInput.DEVIATION;
        String weights =
                graph.floats(
                        new float[] {
                            Luminance.RED * scale, Luminance.GREEN * scale, Luminance.BLUE * scale
                        },
                        3,
                        1);
        String offset = graph.floats(new float[] {-NetworkInput.MEAN * scale}, 1);
        String real = graph.node("Cast", List.of(faces), number("to", DataType.FLOAT.getNumber()));
        String grey = graph.node("MatMul", List.of(real, weights));
        // One channel: behind or before height and width is the same order in memory. The offset
        // comes after: ONNX Runtime adds to a last axis of 1 number by number.
        String map = graph.node("Reshape", List.of(grey, graph.longs(0, 1, size, size)));
        return graph.node("Add", List.of(map, offset));
    }

    private String rgb(String faces) {
        String mean = graph.floats(NetworkInput.rgbMean(), 3);
        String deviation = graph.floats(NetworkInput.rgbDeviation(), 3);
        String real = graph.node("Cast", List.of(faces), number("to", DataType.FLOAT.getNumber()));
        String centred = graph.node("Sub", List.of(real, mean));
        String normal = graph.node("Div", List.of(centred, deviation));
        return graph.node("Transpose", List.of(normal), numbers("perm", 0, 3, 1, 2));
    }

    private FoldedConvolution stemWeights() {
        FoldedConvolution folded = network.stem().fold();
        int taps = network.stem().shape().kernel() * network.stem().shape().kernel();
        float[] summed = new float[folded.weights().length / 3];
        for (int i = 0; i < folded.weights().length; i++) {
            summed[i / (3 * taps) * taps + i % taps] += folded.weights()[i];
        }
        return new FoldedConvolution(summed, folded.bias());
    }

    private String unit(ShuffleUnit unit, String input, int size) {
        String first = input;
        String second = input;
        if (unit.stride() == 1) {
            List<String> halves =
                    graph.nodes(
                            "Split",
                            List.of(input),
                            2,
                            number("axis", 1),
                            number("num_outputs", 2));
            first = halves.get(0);
            second = halves.get(1);
        }
        first = chain(unit.shortcut(), first);
        second = chain(unit.branch(), second);
        String joined = graph.node("Concat", List.of(first, second), number("axis", 1));
        long channels = unit.branchChannels();
        String grouped =
                graph.node("Reshape", List.of(joined, graph.longs(0, 2, channels, size, size)));
        String swapped = graph.node("Transpose", List.of(grouped), numbers("perm", 0, 2, 1, 3, 4));
        return graph.node("Reshape", List.of(swapped, graph.longs(0, 2 * channels, size, size)));
    }

    private String residual(PartitionedResidual residual, String input) {
        List<String> parts = new ArrayList<>();
        int quadrant = 0;
        for (String half : halves(input, 2)) {
            List<String> row = new ArrayList<>();
            for (String part : halves(half, 3)) {
                row.add(chain(residual.quadrants().get(quadrant++), part));
            }
            parts.add(graph.node("Concat", row, number("axis", 3)));
        }
        return graph.node("Concat", parts, number("axis", 2));
    }

    private List<String> halves(String input, int axis) {
        return graph.nodes(
                "Split", List.of(input), 2, number("axis", axis), number("num_outputs", 2));
    }

    private void output(String input) {
        OutputModule output = network.output();
        FixedPooling pooling = output.pooling();
        String map = input;
        if (!pooling.isIdentity()) {
            long padding = pooling.padding();
            map =
                    graph.node(
                            "AveragePool",
                            List.of(map),
                            numbers("kernel_shape", pooling.kernel(), pooling.kernel()),
                            numbers("strides", pooling.stride(), pooling.stride()),
                            numbers("pads", padding, padding, padding, padding),
                            number("count_include_pad", 1));
        }
        ConvolutionNorm depthwise = output.depthwise();
        if (depthwise != null) {
            map = convolve(depthwise, map);
        }
        String features = graph.node("Flatten", List.of(map), number("axis", 1));
        float[] bias = output.classifierBias();
        float[] weights = output.classifierWeights();
        String logits =
                graph.named(
                        "logits",
                        "Gemm",
                        List.of(
                                features,
                                graph.floats(weights, bias.length, weights.length / bias.length),
                                graph.floats(bias, bias.length)),
                        number("transB", 1));
        graph.named("distribution", "Softmax", List.of(logits), number("axis", 1));
    }

    private String chain(List<ConvolutionNorm> convolutions, String input) {
        String map = input;
        for (ConvolutionNorm convolution : convolutions) {
            map = convolve(convolution, map);
        }
        return map;
    }

    private String convolve(ConvolutionNorm convolution, String input) {
        FoldedConvolution folded = convolution.fold();
        ConvolutionShape shape = convolution.shape();
        int inputsPerGroup =
                folded.weights().length / (shape.filters() * shape.kernel() * shape.kernel());
        return convolve(convolution, folded, inputsPerGroup, input);
    }

    private String convolve(
            ConvolutionNorm convolution,
            FoldedConvolution folded,
            int inputsPerGroup,
            String input) {
        ConvolutionShape shape = convolution.shape();
        String weights =
                graph.floats(
                        folded.weights(),
                        shape.filters(),
                        inputsPerGroup,
                        shape.kernel(),
                        shape.kernel());
        String bias = graph.floats(folded.bias(), shape.filters());
        String map =
                graph.node(
                        "Conv",
                        List.of(input, weights, bias),
                        numbers("kernel_shape", shape.kernel(), shape.kernel()),
                        numbers("strides", shape.stride(), shape.stride()),
                        numbers(
                                "pads",
                                shape.padding(),
                                shape.padding(),
                                shape.padding(),
                                shape.padding()),
                        number("group", shape.groups()));
        return switch (convolution.activation()) {
            case NONE -> map;
            case RELU -> graph.node("Relu", List.of(map));
            case RELU6 ->
                    graph.node(
                            "Clip",
                            List.of(
                                    map,
                                    graph.floats(new float[] {0}),
                                    graph.floats(new float[] {6})));
            case MISH -> graph.node("Mish", List.of(map));
        };
    }
}
