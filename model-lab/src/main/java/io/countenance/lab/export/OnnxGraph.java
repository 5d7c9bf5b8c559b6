package io.countenance.lab.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Builds an ONNX model node by node. Values go by name; every method returns its result's name. */
final class OnnxGraph {

    private static final long IR_VERSION = 8;
    private static final long OPSET = 18;

    private final GraphProto.Builder graph;
    private final String prefix;
    private int values;

    OnnxGraph(String name) {
        this(name, "");
    }

    /** The names that it makes up begin with {@code prefix}. */
    OnnxGraph(String name, String prefix) {
        graph = GraphProto.newBuilder().setName(name);
        this.prefix = prefix;
    }

    void input(ValueInfoProto value) {
        graph.addInput(value);
    }

    void output(ValueInfoProto value) {
        graph.addOutput(value);
    }

    /** A node of another graph as it is. */
    void node(NodeProto node) {
        graph.addNode(node);
    }

    /** A constant of another graph as it is. */
    void constant(TensorProto tensor) {
        graph.addInitializer(tensor);
    }

    String input(String name, TensorProto.DataType type, long... shape) {
        graph.addInput(value(name, type, shape));
        return name;
    }

    void output(String name, TensorProto.DataType type, long... shape) {
        graph.addOutput(value(name, type, shape));
    }

    /** A shape's entry below 0 is the batch. */
    private static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long size : shape) {
            if (size < 0) {
                dimensions.addDimBuilder().setDimParam("batch");
            } else {
                dimensions.addDimBuilder().setDimValue(size);
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(type.getNumber())
                                                .setShape(dimensions)))
                .build();
    }

    String floats(float[] data, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(data);
        return constant(TensorProto.DataType.FLOAT, bytes, shape);
    }

    String longs(long... data) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(data);
        return constant(TensorProto.DataType.INT64, bytes, data.length);
    }

    /** Data of a type of one byte. */
    String bytes(TensorProto.DataType type, byte[] data, long... shape) {
        return constant(type, ByteBuffer.wrap(data), shape);
    }

    String ints(int[] data, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(data);
        return constant(TensorProto.DataType.INT32, bytes, shape);
    }

    private String constant(TensorProto.DataType type, ByteBuffer bytes, long... shape) {
        String name = prefix + "constant" + values++;
        TensorProto.Builder tensor =
                graph.addInitializerBuilder()
                        .setName(name)
                        .setDataType(type.getNumber())
                        .setRawData(ByteString.copyFrom(bytes));
        for (long size : shape) {
            tensor.addDims(size);
        }
        return name;
    }

    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        return nodes(operator, inputs, 1, attributes).get(0);
    }

    List<String> nodes(
            String operator, List<String> inputs, int outputs, AttributeProto... attributes) {
        NodeProto.Builder node = start(operator, inputs, attributes);
        for (int i = 0; i < outputs; i++) {
            node.addOutput(prefix + "value" + values++);
        }
        return List.copyOf(node.getOutputList());
    }

    /** A node whose one result has a given name. */
    String named(String name, String operator, List<String> inputs, AttributeProto... attributes) {
        start(operator, inputs, attributes).addOutput(name);
        return name;
    }

    private NodeProto.Builder start(
            String operator, List<String> inputs, AttributeProto... attributes) {
        return graph.addNodeBuilder()
                .setOpType(operator)
                .setName(prefix + operator + graph.getNodeCount())
                .addAllInput(inputs)
                .addAllAttribute(List.of(attributes));
    }

    static AttributeProto number(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto numbers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder()
                        .setName(name)
                        .setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    GraphProto build() {
        return graph.build();
    }

    ModelProto model(String producer, String version, Map<String, String> metadata) {
        ModelProto.Builder model =
                ModelProto.newBuilder()
                        .setIrVersion(IR_VERSION)
                        .setProducerName(producer)
                        .setProducerVersion(version)
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                        .setGraph(graph);
        metadata.forEach(
                (key, value) ->
                        model.addMetadataProps(
                                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }
}
