package io.countenance.lab.export;

import static io.countenance.lab.export.OnnxGraph.number;
import static io.countenance.lab.export.OnnxGraph.numbers;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns an fp32 graph into one of 8-bit integers: every value between the first convolution and the
 * head goes through QuantizeLinear (uint8, one scale a value) and DequantizeLinear, weights are
 * int8 with a scale a filter, symmetric. ONNX Runtime fuses such nodes into its integer kernels.
 *
 * <p>Those kernels want channels last, so whatever moves channels is written that way; the
 * transposes around convolutions, which ONNX has channels first only, cancel when the file is
 * loaded. The head stays in floats: integers made it no faster and lost more.
 */
final class QuantisedGraph {

    private static final int[] LAST_AXIS = {0, 3, 1, 2};
    private static final List<Long> SHUFFLE = List.of(0L, 2L, 1L, 3L, 4L);

    private final FloatGraph source;
    private final Map<String, ValueRange> ranges;
    private final OnnxGraph graph;
    private final Map<String, QuantisedValue> values = new HashMap<>();
    private final Map<String, QuantisedValue> channelsLast = new HashMap<>();
    private final Map<String, QuantisedValue> channelsFirst = new HashMap<>();

    private QuantisedGraph(FloatGraph source, Map<String, ValueRange> ranges) {
        this.source = source;
        this.ranges = ranges;
        graph = new OnnxGraph(source.proto().getName(), "int8_");
    }

    /** The values whose ranges are needed besides that of {@link FloatGraph#normalised}. */
    static Set<String> rangedValues(FloatGraph source) {
        Set<String> values = new LinkedHashSet<>();
        Set<NodeProto> normalisation = source.normalisation();
        for (NodeProto node : source.nodes()) {
            NodeProto activation = source.activationOf(node);
            NodeProto last = activation == null ? node : activation;
            if (!normalisation.contains(node)
                    && Set.of("Conv", "Concat", "Add").contains(node.getOpType())) {
                values.add(last.getOutput(0));
            }
            if (last.getOutput(0).equals(source.features())) {
                break;
            }
        }
        return values;
    }

    /**
     * Writes the graph.
     *
     * @param source fp32
     * @param ranges of {@link #rangedValues} and {@link FloatGraph#normalised}
     */
    static GraphProto of(FloatGraph source, Map<String, ValueRange> ranges) {
        QuantisedGraph writer = new QuantisedGraph(source, ranges);
        writer.write();
        return writer.graph.build();
    }

    private void write() {
        source.proto().getInputList().forEach(graph::input);
        Set<NodeProto> normalisation = source.normalisation();
        Set<NodeProto> done = new HashSet<>();
        String features = source.features();
        boolean head = false;
        for (NodeProto node : source.nodes()) {
            if (!done.add(node)) {
                continue;
            }
            if (normalisation.contains(node)) {
                copy(node);
                if (node.getOutputList().contains(source.normalised())) {
                    values.put(source.normalised(), normalised());
                }
            } else if (head) {
                copy(node);
            } else {
                done.addAll(quantise(node));
                if (values.containsKey(features)) {
                    head = true;
                }
            }
        }
        source.proto().getOutputList().forEach(graph::output);
    }

    private QuantisedValue normalised() {
        return quantised(source.normalised(), ranges.get(source.normalised()), false);
    }

    /** A node as it is; what it takes of the quantised part it takes as floats. */
    private void copy(NodeProto node) {
        NodeProto.Builder copy = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            String input = node.getInput(i);
            if (source.isConstant(input)) {
                graph.constant(source.constant(input));
            } else if (values.containsKey(input)) {
                copy.setInput(i, channelsFirst(values.get(input)).real());
            }
        }
        graph.node(copy.build());
    }

    /** Writes a node with what belongs to it, and returns the nodes that are done so. */
    private Set<NodeProto> quantise(NodeProto node) {
        return switch (node.getOpType()) {
            case "Conv" -> convolution(node);
            case "MaxPool" -> pooling(node);
            case "Concat" -> concatenation(node);
            case "Split" -> split(node);
            case "Add" -> addition(node);
            case "Reshape" -> shuffle(node);
            default ->
                    throw new UnsupportedGraphException(
                            "int8 knows no operator " + node.getOpType());
        };
    }

    private Set<NodeProto> convolution(NodeProto node) {
        QuantisedValue input = channelsFirst(value(node.getInput(0)));
        QuantisedWeights weights =
                QuantisedWeights.of(
                        source.constant(node.getInput(1)),
                        source.constant(node.getInput(2)),
                        FloatGraph.number(node, "group", 1),
                        input.range().scale());
        List<AttributeProto> attributes =
                node.getAttributeList().stream()
                        .map(
                                attribute ->
                                        attribute.getName().equals("group")
                                                ? number("group", weights.groups())
                                                : attribute)
                        .toList();
        long filters = weights.shape()[0];
        String scales = graph.floats(weights.scales(), filters);
        String real =
                graph.node(
                        "DequantizeLinear",
                        List.of(
                                graph.bytes(DataType.INT8, weights.weights(), weights.shape()),
                                scales,
                                graph.bytes(DataType.INT8, new byte[(int) filters], filters)),
                        number("axis", 0));
        String bias =
                graph.node(
                        "DequantizeLinear",
                        List.of(
                                graph.ints(weights.bias(), filters),
                                graph.floats(weights.biasScales(), filters)),
                        number("axis", 0));
        String result =
                graph.node(
                        "Conv",
                        List.of(input.real(), real, bias),
                        attributes.toArray(new AttributeProto[0]));
        NodeProto activation = source.activationOf(node);
        if (activation == null) {
            result(node.getOutput(0), result, false);
            return Set.of();
        }
        List<String> inputs = new ArrayList<>(List.of(result));
        for (String constant : activation.getInputList().subList(1, activation.getInputCount())) {
            graph.constant(source.constant(constant));
            inputs.add(constant);
        }
        result(activation.getOutput(0), graph.node(activation.getOpType(), inputs), false);
        return Set.of(activation);
    }

    private Set<NodeProto> pooling(NodeProto node) {
        QuantisedValue input = channelsFirst(value(node.getInput(0)));
        String result =
                graph.node(
                        "MaxPool",
                        List.of(input.real()),
                        node.getAttributeList().toArray(new AttributeProto[0]));
        values.put(node.getOutput(0), quantised(result, input.range(), false));
        return Set.of();
    }

    private Set<NodeProto> concatenation(NodeProto node) {
        List<String> parts =
                node.getInputList().stream()
                        .map(input -> channelsLast(value(input)).real())
                        .toList();
        String result = graph.node("Concat", parts, number("axis", lastAxis(node)));
        result(node.getOutput(0), result, true);
        return Set.of();
    }

    private Set<NodeProto> split(NodeProto node) {
        QuantisedValue input = channelsLast(value(node.getInput(0)));
        List<String> parts =
                graph.nodes(
                        "Split",
                        List.of(input.real()),
                        node.getOutputCount(),
                        number("axis", lastAxis(node)),
                        number("num_outputs", node.getOutputCount()));
        for (int i = 0; i < parts.size(); i++) {
            values.put(node.getOutput(i), quantised(parts.get(i), input.range(), true));
        }
        return Set.of();
    }

    private Set<NodeProto> addition(NodeProto node) {
        QuantisedValue first = channelsLast(value(node.getInput(0)));
        QuantisedValue second = channelsLast(value(node.getInput(1)));
        String result = graph.node("Add", List.of(first.real(), second.real()));
        result(node.getOutput(0), result, true);
        return Set.of();
    }

    /** Channel shuffle: groups apart, swapped, together again. */
    private Set<NodeProto> shuffle(NodeProto apart) {
        NodeProto swap = source.onlyConsumer(apart.getOutput(0));
        NodeProto together = swap == null ? null : source.onlyConsumer(swap.getOutput(0));
        long[] groups = FloatGraph.longs(source.constant(apart.getInput(1)));
        if (together == null
                || groups.length != 5
                || !swap.getOpType().equals("Transpose")
                || !FloatGraph.numbers(swap, "perm").equals(SHUFFLE)
                || !together.getOpType().equals("Reshape")) {
            throw new UnsupportedGraphException("int8 knows Reshape in a channel shuffle alone");
        }
        QuantisedValue input = channelsLast(value(apart.getInput(0)));
        long channels = groups[1] * groups[2];
        QuantisedValue value =
                moved(
                        input,
                        "Reshape",
                        List.of(graph.longs(0, groups[3], groups[4], groups[1], groups[2])));
        value = moved(value, "Transpose", List.of(), numbers("perm", 0, 1, 2, 4, 3));
        value = moved(value, "Reshape", List.of(graph.longs(0, groups[3], groups[4], channels)));
        values.put(together.getOutput(0), value);
        return Set.of(swap, together);
    }

    private QuantisedValue moved(
            QuantisedValue value,
            String operator,
            List<String> constants,
            AttributeProto... attributes) {
        List<String> inputs = new ArrayList<>(List.of(value.real()));
        inputs.addAll(constants);
        return quantised(
                graph.node(operator, inputs, attributes), value.range(), value.channelsLast());
    }

    private QuantisedValue value(String name) {
        QuantisedValue value = values.get(name);
        if (value == null) {
            throw new UnsupportedGraphException("its value " + name + " comes from elsewhere");
        }
        return value;
    }

    private void result(String name, String real, boolean inChannelsLast) {
        values.put(name, quantised(real, ranges.get(name), inChannelsLast));
    }

    private QuantisedValue channelsLast(QuantisedValue value) {
        return value.channelsLast()
                ? value
                : channelsLast.computeIfAbsent(
                        value.real(), name -> transposed(value, true, 0, 2, 3, 1));
    }

    private QuantisedValue channelsFirst(QuantisedValue value) {
        return value.channelsLast()
                ? channelsFirst.computeIfAbsent(
                        value.real(), name -> transposed(value, false, 0, 3, 1, 2))
                : value;
    }

    private QuantisedValue transposed(
            QuantisedValue value, boolean inChannelsLast, long... permutation) {
        String real = graph.node("Transpose", List.of(value.real()), numbers("perm", permutation));
        return quantised(real, value.range(), inChannelsLast);
    }

    private QuantisedValue quantised(String real, ValueRange range, boolean inChannelsLast) {
        List<String> parameters =
                List.of(
                        graph.floats(new float[] {range.scale()}),
                        graph.bytes(DataType.UINT8, new byte[] {(byte) range.zeroPoint()}));
        String stored =
                graph.node("QuantizeLinear", List.of(real, parameters.get(0), parameters.get(1)));
        String again =
                graph.node(
                        "DequantizeLinear", List.of(stored, parameters.get(0), parameters.get(1)));
        return new QuantisedValue(again, range, inChannelsLast);
    }

    private static long lastAxis(NodeProto node) {
        long axis = FloatGraph.number(node, "axis", 0);
        if (axis < 0 || axis > 3) {
            throw new UnsupportedGraphException("int8 knows axes 0 to 3 alone, not " + axis);
        }
        return LAST_AXIS[(int) axis];
    }

    /**
     * A value that went through eight bits.
     *
     * @param real name of its floats
     * @param range that the bits stand for
     * @param channelsLast its order in memory
     */
    private record QuantisedValue(String real, ValueRange range, boolean channelsLast) {}
}
