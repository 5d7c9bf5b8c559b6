package io.countenance.lab.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.countenance.vision.expression.ModelFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an ONNX file is made of.
 *
 * @param values inputs and outputs
 * @param opset versions of the operator sets, by domain where it is not ONNX's own
 * @param operators how many nodes of each, the most frequent first
 * @param parameters numbers in the weights and biases of convolutions and the classifier
 */
public record ModelContents(List<Value> values, String opset, String operators, long parameters) {

    private static final Set<String> WEIGHED = Set.of("Conv", "Gemm");

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException where it is no ONNX file
     */
    public static ModelContents of(ModelFile file) {
        ModelProto model;
        try {
            model = ModelProto.parseFrom(file.bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(file.file() + " is no ONNX file", e);
        }
        GraphProto graph = model.getGraph();
        List<Value> values = new ArrayList<>();
        graph.getInputList().forEach(value -> values.add(new Value("input", text(value))));
        graph.getOutputList().forEach(value -> values.add(new Value("output", text(value))));
        String opset =
                model.getOpsetImportList().stream()
                        .map(set -> (set.getDomain() + " " + set.getVersion()).strip())
                        .collect(Collectors.joining(", "));
        return new ModelContents(values, opset, operators(graph), parameters(graph));
    }

    private static String operators(GraphProto graph) {
        Comparator<Map.Entry<String, Long>> order =
                Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey());
        return graph.getNodeList().stream()
                .collect(Collectors.groupingBy(NodeProto::getOpType, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(order)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Weights of an int8 file stand behind a DequantizeLinear. */
    private static long parameters(GraphProto graph) {
        Map<String, TensorProto> constants = new HashMap<>();
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        Map<String, String> dequantised = new HashMap<>();
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOpType().equals("DequantizeLinear")) {
                dequantised.put(node.getOutput(0), node.getInput(0));
            }
        }
        Set<String> counted = new HashSet<>();
        long parameters = 0;
        for (NodeProto node : graph.getNodeList()) {
            if (!WEIGHED.contains(node.getOpType())) {
                continue;
            }
            for (String input : node.getInputList()) {
                TensorProto tensor = constants.get(dequantised.getOrDefault(input, input));
                if (tensor != null && counted.add(tensor.getName())) {
                    parameters +=
                            tensor.getDimsList().stream().reduce(1L, (left, right) -> left * right);
                }
            }
        }
        return parameters;
    }

    private static String text(ValueInfoProto value) {
        TypeProto.Tensor tensor = value.getType().getTensorType();
        return tensor.getShape().getDimList().stream()
                .map(ModelContents::text)
                .collect(
                        Collectors.joining(
                                ", ",
                                value.getName()
                                        + ": "
                                        + DataType.forNumber(tensor.getElemType())
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                        + " [",
                                "]"));
    }

    private static String text(Dimension dimension) {
        return dimension.hasDimParam()
                ? dimension.getDimParam()
                : String.valueOf(dimension.getDimValue());
    }

    /**
     * An input or output.
     *
     * @param kind {@code input} or {@code output}
     * @param text name, type and shape
     */
    public record Value(String kind, String text) {}
}
