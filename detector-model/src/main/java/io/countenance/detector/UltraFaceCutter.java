package io.countenance.detector;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the published UltraFace network take pictures of any size and any number.
 *
 * <p>As published its last nodes turn offsets into boxes with prior boxes stored as constants,
 * which fixes the input at 320 x 240. This cuts those nodes off: what is left gives the raw
 * offsets, and whoever runs it computes priors for the size at hand.
 */
final class UltraFaceCutter {

    /** Output that stays as it is: softmax over background and face, {@code [batch, priors, 2]}. */
    static final String SCORES = "scores";

    /** New output: centre and size offsets against the priors, {@code [batch, priors, 4]}. */
    static final String OFFSETS = "loc";

    /** Output whose ancestors hold the baked-in priors. */
    private static final String BOXES = "boxes";

    private UltraFaceCutter() {}

    /**
     * Cuts the box decoding off.
     *
     * @param published network with outputs {@code scores} and {@code boxes}
     * @throws IllegalArgumentException if the network is not of that form
     */
    static ModelProto cut(ModelProto published) {
        GraphProto graph = published.getGraph();
        Map<String, NodeProto> producers = new HashMap<>();
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(output -> producers.put(output, node));
        }
        if (!producers.containsKey(SCORES) || !producers.containsKey(BOXES)) {
            throw new IllegalArgumentException(
                    "not an UltraFace network: it has no outputs 'scores' and 'boxes' but "
                            + graph.getOutputList().stream().map(ValueInfoProto::getName).toList());
        }
        Set<NodeProto> scoring = ancestors(SCORES, producers);
        String rawOffsets = rawOffsets(graph, scoring, ancestors(BOXES, producers));
        Set<NodeProto> kept = ancestors(rawOffsets, producers);
        kept.addAll(scoring);

        GraphProto.Builder cut = graph.toBuilder().clearNode().clearInitializer();
        cut.clearInput().clearOutput().clearValueInfo();
        Set<String> read = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            if (kept.contains(node)) {
                NodeProto renamed = rename(node, rawOffsets);
                cut.addNode(renamed);
                read.addAll(renamed.getInputList());
            }
        }
        graph.getInitializerList().stream()
                .filter(tensor -> read.contains(tensor.getName()))
                .forEach(cut::addInitializer);
        cut.addInput(tensor(graph.getInput(0).getName(), "batch", 3, "height", "width"));
        cut.addOutput(tensor(SCORES, "batch", "priors", 2));
        cut.addOutput(tensor(OFFSETS, "batch", "priors", 4));
        return published.toBuilder().setGraph(cut).build();
    }

    /** The first tensor that decoding slices into centres and sizes. */
    private static String rawOffsets(
            GraphProto graph, Set<NodeProto> scoring, Set<NodeProto> decoding) {
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOpType().equals("Slice")
                    && decoding.contains(node)
                    && !scoring.contains(node)) {
                return node.getInput(0);
            }
        }
        throw new IllegalArgumentException(
                "not the UltraFace network that is known: its boxes are decoded without a Slice");
    }

    private static Set<NodeProto> ancestors(String tensor, Map<String, NodeProto> producers) {
        Set<NodeProto> found = new HashSet<>();
        collectAncestors(tensor, producers, found);
        return found;
    }

    private static void collectAncestors(
            String tensor, Map<String, NodeProto> producers, Set<NodeProto> found) {
        NodeProto node = producers.get(tensor);
        if (node != null && found.add(node)) {
            node.getInputList().forEach(input -> collectAncestors(input, producers, found));
        }
    }

    private static NodeProto rename(NodeProto node, String rawOffsets) {
        NodeProto.Builder renamed = node.toBuilder();
        for (int i = 0; i < node.getOutputCount(); i++) {
            if (node.getOutput(i).equals(rawOffsets)) {
                renamed.setOutput(i, OFFSETS);
            }
        }
        return renamed.build();
    }

    private static ValueInfoProto tensor(String name, Object... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object dimension : List.of(dimensions)) {
            if (dimension instanceof Integer fixed) {
                shape.addDimBuilder().setDimValue(fixed);
            } else {
                shape.addDimBuilder().setDimParam((String) dimension);
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(DataType.FLOAT.getNumber())
                                                .setShape(shape)))
                .build();
    }
}
