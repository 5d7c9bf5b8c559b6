package io.countenance.vision.inference;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Map;
import java.util.Random;

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

    /** uint8 {@code faces [N, 112, 112, 3]} to the means of their colours, {@code embedding}. */
    public static byte[] colourMeans() {
        return colourMeans(TensorProto.DataType.UINT8, "embedding", "", "Cast");
    }

    /** The same with another input type, name of the output, or first operator. */
    public static byte[] colourMeans(
            TensorProto.DataType input, String output, String domain, String operator) {
        GraphProto graph =
                GraphProto.newBuilder()
                        .setName("means")
                        .addNode(
                                NodeProto.newBuilder()
                                        .setOpType(operator)
                                        .setDomain(domain)
                                        .addInput("faces")
                                        .addOutput("floats")
                                        .addAttribute(
                                                AttributeProto.newBuilder()
                                                        .setName("to")
                                                        .setType(AttributeProto.AttributeType.INT)
                                                        .setI(
                                                                TensorProto.DataType.FLOAT
                                                                        .getNumber())))
                        .addNode(
                                NodeProto.newBuilder()
                                        .setOpType("ReduceMean")
                                        .addInput("floats")
                                        .addOutput(output)
                                        .addAttribute(
                                                AttributeProto.newBuilder()
                                                        .setName("axes")
                                                        .setType(AttributeProto.AttributeType.INTS)
                                                        .addInts(1)
                                                        .addInts(2))
                                        .addAttribute(
                                                AttributeProto.newBuilder()
                                                        .setName("keepdims")
                                                        .setType(AttributeProto.AttributeType.INT)
                                                        .setI(0)))
                        .addInput(value("faces", input, "N", "112", "112", "3"))
                        .addOutput(value(output, TensorProto.DataType.FLOAT, "N", "3"))
                        .build();
        return model(graph).build().toByteArray();
    }

    /**
     * uint8 {@code faces [N, 112, 112, 3]} to the same {@code embedding [N, values.length]},
     * whatever the pictures show.
     */
    public static byte[] constantEmbedding(float... values) {
        TensorProto.Builder embedding =
                TensorProto.newBuilder()
                        .setName("values")
                        .setDataType(TensorProto.DataType.FLOAT.getNumber())
                        .addDims(values.length);
        for (float value : values) {
            embedding.addFloatData(value);
        }
        GraphProto graph =
                GraphProto.newBuilder()
                        .setName("constant")
                        .addInput(
                                value("faces", TensorProto.DataType.UINT8, "N", "112", "112", "3"))
                        .addOutput(
                                value(
                                        "embedding",
                                        TensorProto.DataType.FLOAT,
                                        "N",
                                        "" + values.length))
                        .addInitializer(embedding)
                        .addInitializer(
                                TensorProto.newBuilder()
                                        .setName("none")
                                        .setDataType(TensorProto.DataType.FLOAT.getNumber())
                                        .addDims(1)
                                        .addFloatData(0))
                        .addNode(
                                node("Cast", "floats", "faces")
                                        .addAttribute(
                                                integer(
                                                        "to",
                                                        TensorProto.DataType.FLOAT.getNumber())))
                        .addNode(
                                node("ReduceMax", "most", "floats")
                                        .addAttribute(integers("axes", 1, 2, 3)))
                        .addNode(node("Flatten", "column", "most"))
                        .addNode(node("Mul", "zeros", "column", "none"))
                        .addNode(node("Add", "embedding", "zeros", "values"))
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

    /** How a {@link #faceNetwork} ends. */
    public enum Head {
        /** Global average pool, then Gemm. */
        GEMM,
        /** Global average pool, then MatMul and Add. */
        MATMUL,
        /** Depthwise convolution down to one pixel, then a pointwise one. */
        CONVOLUTION
    }

    /**
     * A small network with random weights: uint8 {@code faces [N, size, size, 3]} to float32 {@code
     * logits} and {@code distribution [N, classes]}.
     */
    public static GraphProto.Builder faceNetwork(Head head, int size, int classes) {
        GraphProto.Builder graph =
                GraphProto.newBuilder()
                        .setName("faces")
                        .addInput(
                                value(
                                        "faces",
                                        TensorProto.DataType.UINT8,
                                        "N",
                                        "" + size,
                                        "" + size,
                                        "3"))
                        .addOutput(
                                value(
                                        "distribution",
                                        TensorProto.DataType.FLOAT,
                                        "N",
                                        "" + classes))
                        .addOutput(value("logits", TensorProto.DataType.FLOAT, "N", "" + classes));
        Random random = new Random(7);
        graph.addNode(
                node("Cast", "real", "faces")
                        .addAttribute(integer("to", TensorProto.DataType.FLOAT.getNumber())));
        graph.addNode(
                node("Transpose", "planes", "real").addAttribute(integers("perm", 0, 3, 1, 2)));
        graph.addInitializer(weights("scale", 0.01, random, 1));
        graph.addNode(node("Mul", "scaled", "planes", "scale"));
        convolution(graph, random, "scaled", "c1", 3, 58, 3, 2, 1);
        graph.addNode(node("Relu", "r1", "c1"));
        convolution(graph, random, "r1", "c2", 58, 58, 3, 2, 58);
        convolution(graph, random, "c2", "c3", 58, 232, 1, 1, 1);
        graph.addNode(node("Relu", "r3", "c3"));
        int map = size / 4;
        if (head == Head.CONVOLUTION) {
            unpadded(graph, random, "r3", "c4", 232, 232, map, 232);
            unpadded(graph, random, "c4", "c5", 232, classes, 1, 1);
            graph.addNode(node("Flatten", "logits", "c5"));
        } else {
            graph.addNode(node("GlobalAveragePool", "pooled", "r3"));
            graph.addNode(node("Flatten", "flat", "pooled"));
            graph.addInitializer(weights("fc", 0.3, random, 232, classes));
            graph.addInitializer(weights("bias", 0.1, random, classes));
            if (head == Head.GEMM) {
                graph.addNode(node("Gemm", "logits", "flat", "fc", "bias"));
            } else {
                graph.addNode(node("MatMul", "product", "flat", "fc"));
                graph.addNode(node("Add", "logits", "product", "bias"));
            }
        }
        graph.addNode(node("Softmax", "distribution", "logits").addAttribute(integer("axis", 1)));
        return graph;
    }

    /**
     * The smallest network of a face model's form, of some hundred bytes: the mean of each colour,
     * then MatMul; inputs and outputs as {@link #faceNetwork}, without logits.
     */
    public static GraphProto.Builder averages(int size, int classes) {
        String side = Integer.toString(size);
        return GraphProto.newBuilder()
                .setName("faces")
                .addInput(value("faces", TensorProto.DataType.UINT8, "N", side, side, "3"))
                .addOutput(value("distribution", TensorProto.DataType.FLOAT, "N", "" + classes))
                .addNode(
                        node("Cast", "real", "faces")
                                .addAttribute(
                                        integer("to", TensorProto.DataType.FLOAT.getNumber())))
                .addNode(
                        node("ReduceMean", "means", "real")
                                .addAttribute(integers("axes", 1, 2))
                                .addAttribute(integer("keepdims", 0)))
                .addInitializer(weights("w", 0.01, new Random(7), 3, classes))
                .addNode(node("MatMul", "product", "means", "w"))
                .addNode(
                        node("Softmax", "distribution", "product")
                                .addAttribute(integer("axis", 1)));
    }

    /** Metadata of an exported expression model. */
    public static ModelProto.Builder withMetadata(
            ModelProto.Builder model, Map<String, String> metadata) {
        metadata.forEach(
                (key, value) -> model.addMetadataPropsBuilder().setKey(key).setValue(value));
        return model;
    }

    private static void convolution(
            GraphProto.Builder graph,
            Random random,
            String input,
            String output,
            int in,
            int out,
            int kernel,
            int stride,
            int groups) {
        int padding = kernel / 2;
        graph.addInitializer(
                weights(
                        output + "w",
                        Math.sqrt(2.0 * groups / (in * kernel * kernel)),
                        random,
                        out,
                        in / groups,
                        kernel,
                        kernel));
        graph.addNode(
                node("Conv", output, input, output + "w")
                        .addAttribute(integers("kernel_shape", kernel, kernel))
                        .addAttribute(integers("strides", stride, stride))
                        .addAttribute(integers("pads", padding, padding, padding, padding))
                        .addAttribute(integer("group", groups)));
    }

    private static void unpadded(
            GraphProto.Builder graph,
            Random random,
            String input,
            String output,
            int in,
            int out,
            int kernel,
            int groups) {
        graph.addInitializer(
                weights(
                        output + "w",
                        Math.sqrt(2.0 * groups / (in * kernel * kernel)),
                        random,
                        out,
                        in / groups,
                        kernel,
                        kernel));
        graph.addNode(
                node("Conv", output, input, output + "w")
                        .addAttribute(integers("kernel_shape", kernel, kernel))
                        .addAttribute(integer("group", groups)));
    }

    private static NodeProto.Builder node(String type, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder()
                        .setName(name)
                        .setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static TensorProto weights(String name, double scale, Random random, int... shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(TensorProto.DataType.FLOAT.getNumber());
        int length = 1;
        for (int side : shape) {
            tensor.addDims(side);
            length *= side;
        }
        for (int i = 0; i < length; i++) {
            tensor.addFloatData((float) (scale * random.nextGaussian()));
        }
        return tensor.build();
    }
}
