package io.countenance.detector;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/**
 * Makes the published face-embedding network take crops as bytes, any number of them. As published
 * it takes one face as floats, {@code (x - 127) / 128}, channels first.
 */
final class EmbeddingConverter {

    /** New input: uint8 RGB {@code [batch, 112, 112, 3]}. */
    static final String FACES = "faces";

    /** New output: {@code [batch, 512]}, of any length. */
    static final String EMBEDDING = "embedding";

    private static final int SIZE = 112;
    private static final int LENGTH = 512;
    private static final String MEAN = "faces/mean";
    private static final String SCALE = "faces/scale";

    private EmbeddingConverter() {}

    /**
     * Converts the network.
     *
     * @param published with one input and one output, reshaped at the end
     * @throws IllegalArgumentException if it is not of that form
     */
    static ModelProto convert(ModelProto published) {
        GraphProto graph = published.getGraph();
        NodeProto last = graph.getNode(graph.getNodeCount() - 1);
        if (graph.getOutputCount() != 1 || !last.getOpType().equals("Reshape")) {
            throw new IllegalArgumentException(
                    "not the face-embedding network that is known: it ends with "
                            + last.getOpType());
        }
        String input = graph.getNode(0).getInput(0);
        String shape = last.getInput(1);
        GraphProto.Builder converted =
                graph.toBuilder().clearNode().clearInput().clearOutput().clearValueInfo();
        converted.clearInitializer();
        graph.getInitializerList().stream()
                .filter(tensor -> !tensor.getName().equals(shape))
                .forEach(converted::addInitializer);
        converted.addInitializer(
                TensorProto.newBuilder()
                        .setName(shape)
                        .setDataType(DataType.INT64.getNumber())
                        .addDims(2)
                        .addInt64Data(-1)
                        .addInt64Data(LENGTH));
        converted.addInitializer(scalar(MEAN, 127));
        converted.addInitializer(scalar(SCALE, 128));
        converted.addNode(
                node("Cast", "faces/float", FACES)
                        .addAttribute(
                                AttributeProto.newBuilder()
                                        .setName("to")
                                        .setType(AttributeProto.AttributeType.INT)
                                        .setI(DataType.FLOAT.getNumber())));
        converted.addNode(node("Sub", "faces/centred", "faces/float", MEAN));
        converted.addNode(node("Div", "faces/scaled", "faces/centred", SCALE));
        converted.addNode(
                node("Transpose", input, "faces/scaled")
                        .addAttribute(
                                AttributeProto.newBuilder()
                                        .setName("perm")
                                        .setType(AttributeProto.AttributeType.INTS)
                                        .addAllInts(List.of(0L, 3L, 1L, 2L))));
        for (NodeProto node : graph.getNodeList()) {
            converted.addNode(
                    node == last ? node.toBuilder().setOutput(0, EMBEDDING).build() : node);
        }
        converted.addInput(tensor(FACES, DataType.UINT8, SIZE, SIZE, 3));
        converted.addOutput(tensor(EMBEDDING, DataType.FLOAT, LENGTH));
        return published.toBuilder().setGraph(converted).build();
    }

    private static NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    private static TensorProto scalar(String name, float value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT.getNumber())
                .addFloatData(value)
                .build();
    }

    private static ValueInfoProto tensor(String name, DataType type, int... sides) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("batch");
        for (int side : sides) {
            shape.addDimBuilder().setDimValue(side);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(type.getNumber())
                                                .setShape(shape)))
                .build();
    }
}
