package io.countenance.vision.inference;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** Small ONNX models for tests. */
public final class OnnxGraphs {

    private OnnxGraphs() {}

    /** {@code y = x}, float32 {@code [1]}. */
    static byte[] identity() {
        GraphProto graph =
                GraphProto.newBuilder()
                        .setName("probe")
                        .addNode(
                                NodeProto.newBuilder()
                                        .setOpType("Identity")
                                        .addInput("x")
                                        .addOutput("y"))
                        .addInput(value("x", TensorProto.DataType.FLOAT, "1"))
                        .addOutput(value("y", TensorProto.DataType.FLOAT, "1"))
                        .build();
        return model(graph).build().toByteArray();
    }

    /** A model of operator set 17 around a graph. */
    public static ModelProto.Builder model(GraphProto graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph);
    }

    /** A tensor's name, type and shape; a dimension that is no number is symbolic. */
    public static ValueInfoProto value(String name, TensorProto.DataType type, String... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (String dimension : shape) {
            if (Character.isDigit(dimension.charAt(0))) {
                dimensions.addDimBuilder().setDimValue(Long.parseLong(dimension));
            } else {
                dimensions.addDimBuilder().setDimParam(dimension);
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
}
