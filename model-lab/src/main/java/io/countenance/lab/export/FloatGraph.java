package io.countenance.lab.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An fp32 graph as {@link ShuffleNetGraph} writes it, to walk: what makes a value, what takes it,
 * where its convolutions begin and where its head does.
 */
final class FloatGraph {

    private static final Set<String> ACTIVATIONS = Set.of("Relu", "Clip", "Mish");

    private final GraphProto graph;
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final NodeProto stem;

    /**
     * Reads a graph.
     *
     * @throws UnsupportedGraphException where it has no convolution or no logits
     */
    FloatGraph(GraphProto graph) {
        this.graph = graph;
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(output -> producers.put(output, node));
        }
        stem =
                graph.getNodeList().stream()
                        .filter(node -> node.getOpType().equals("Conv"))
                        .findFirst()
                        .orElseThrow(() -> new UnsupportedGraphException("it has no convolution"));
        if (!producers.containsKey("logits")) {
            throw new UnsupportedGraphException("it has no output 'logits'");
        }
    }

    GraphProto proto() {
        return graph;
    }

    List<NodeProto> nodes() {
        return graph.getNodeList();
    }

    /** The normalised faces: what the first convolution takes. */
    String normalised() {
        return stem.getInput(0);
    }

    /** The nodes that make {@link #normalised} of the input. */
    Set<NodeProto> normalisation() {
        Set<NodeProto> nodes = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(normalised()));
        while (!open.isEmpty()) {
            NodeProto node = producers.get(open.remove());
            if (node != null && nodes.add(node)) {
                open.addAll(node.getInputList());
            }
        }
        return nodes;
    }

    /**
     * The head's input: what the last pointwise convolution, activation included, gives. Pooling,
     * the depthwise convolution to 1×1, classifier and softmax come after it.
     */
    String features() {
        String value = "logits";
        while (true) {
            NodeProto node = producers.get(value);
            if (node == null) {
                throw new UnsupportedGraphException("no pointwise convolution leads to the logits");
            }
            NodeProto computed = isActivation(node) ? producers.get(node.getInput(0)) : node;
            if (computed != null
                    && computed.getOpType().equals("Conv")
                    && number(computed, "group", 1) == 1) {
                return value;
            }
            value = node.getInput(0);
        }
    }

    boolean isConstant(String value) {
        return constants.containsKey(value);
    }

    TensorProto constant(String name) {
        TensorProto tensor = constants.get(name);
        if (tensor == null) {
            throw new UnsupportedGraphException("its value " + name + " is no constant");
        }
        return tensor;
    }

    /** The activation that alone takes a node's only result. */
    @Nullable NodeProto activationOf(NodeProto node) {
        NodeProto next = onlyConsumer(node.getOutput(0));
        return next != null && isActivation(next) ? next : null;
    }

    /** The node that alone takes a value; null where there are none or several. */
    @Nullable NodeProto onlyConsumer(String value) {
        List<NodeProto> takers =
                graph.getNodeList().stream()
                        .filter(node -> node.getInputList().contains(value))
                        .toList();
        return takers.size() == 1 ? takers.get(0) : null;
    }

    private static boolean isActivation(NodeProto node) {
        return ACTIVATIONS.contains(node.getOpType());
    }

    static float[] floats(TensorProto tensor) {
        if (tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()
                || !tensor.hasRawData()) {
            throw new UnsupportedGraphException(
                    "its constant " + tensor.getName() + " is not raw float32");
        }
        FloatBuffer buffer =
                tensor.getRawData()
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    static long[] longs(TensorProto tensor) {
        long[] values = new long[tensor.getRawData().size() / Long.BYTES];
        tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .get(values);
        return values;
    }

    static long number(NodeProto node, String name, long otherwise) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .mapToLong(AttributeProto::getI)
                .findFirst()
                .orElse(otherwise);
    }

    static List<Long> numbers(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .map(AttributeProto::getIntsList)
                .orElse(List.of());
    }
}
