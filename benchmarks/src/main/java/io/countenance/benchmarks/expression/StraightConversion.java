package io.countenance.benchmarks.expression;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Undoes what our export does, to get what a conversion layer by layer would give: a float input
 * {@code [N, 3, S, S]} that is normalised outside, and after every convolution, which has no bias,
 * a BatchNormalization. Its statistics are made up; the weights are such that the model computes
 * the same.
 */
public final class StraightConversion {

    /** Name of the float input. */
    public static final String INPUT = "pixels";

    private static final float EPSILON = 1e-5f;

    private final Map<String, TensorProto> constants = new HashMap<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private final GraphProto source;
    private final GraphProto.Builder graph;

    private StraightConversion(GraphProto source) {
        this.source = source;
        source.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        graph = source.toBuilder().clearInput().clearNode().clearInitializer();
    }

    /**
     * Converts a file of luminance that our export wrote in fp32.
     *
     * @param file the ONNX file
     * @param size side of its input, px
     */
    public static byte[] of(byte[] file, int size) throws InvalidProtocolBufferException {
        ModelProto model = ModelProto.parseFrom(file);
        StraightConversion conversion = new StraightConversion(model.getGraph());
        conversion.write(size);
        return model.toBuilder().setGraph(conversion.graph).build().toByteArray();
    }

    private void write(int size) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("batch");
        List.of(3, size, size).forEach(side -> shape.addDimBuilder().setDimValue(side));
        graph.addInputBuilder()
                .setName(INPUT)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .setElemType(DataType.FLOAT.getNumber())
                .setShape(shape);
        boolean begun = false;
        for (NodeProto node : source.getNodeList()) {
            boolean convolution = node.getOpType().equals("Conv");
            if (convolution) {
                unfold(node, !begun);
                begun = true;
            } else if (begun) {
                graph.addNode(node);
            }
        }
        Set<String> used = new HashSet<>();
        graph.getNodeList().forEach(node -> used.addAll(node.getInputList()));
        source.getInitializerList().stream()
                .filter(tensor -> used.contains(tensor.getName()))
                .forEach(graph::addInitializer);
    }

    /** w' γ/√(σ² + ε) = w and β − μ γ/√(σ² + ε) = b. */
    private void unfold(NodeProto node, boolean stem) {
        TensorProto weights = constants.get(node.getInput(1));
        float[] folded = floats(weights);
        float[] bias = floats(constants.get(node.getInput(2)));
        int filters = bias.length;
        int each = folded.length / filters;
        float[] unfolded = new float[folded.length];
        float[] gamma = new float[filters];
        float[] beta = new float[filters];
        float[] mean = new float[filters];
        float[] variance = new float[filters];
        for (int filter = 0; filter < filters; filter++) {
            gamma[filter] = (float) random.nextDouble(0.5, 1.5);
            variance[filter] = (float) random.nextDouble(0.5, 1.5);
            mean[filter] = (float) random.nextDouble(-0.5, 0.5);
            double scale = gamma[filter] / Math.sqrt(variance[filter] + EPSILON);
            beta[filter] = (float) (bias[filter] + mean[filter] * scale);
            for (int i = filter * each; i < (filter + 1) * each; i++) {
                unfolded[i] = (float) (folded[i] / scale);
            }
        }
        List<Long> dimensions = weights.getDimsList();
        if (stem) {
            unfolded = thirds(unfolded, each);
            dimensions = List.of(dimensions.get(0), 3L, dimensions.get(2), dimensions.get(3));
        }
        String name = node.getName();
        NodeProto.Builder convolution =
                node.toBuilder()
                        .clearInput()
                        .clearOutput()
                        .addInput(stem ? INPUT : node.getInput(0))
                        .addInput(constant(name + "_weights", unfolded, dimensions))
                        .addOutput(name + "_convolved");
        graph.addNode(convolution);
        List<Long> channels = List.of((long) filters);
        graph.addNodeBuilder()
                .setOpType("BatchNormalization")
                .setName(name + "_norm")
                .addInput(name + "_convolved")
                .addInput(constant(name + "_gamma", gamma, channels))
                .addInput(constant(name + "_beta", beta, channels))
                .addInput(constant(name + "_mean", mean, channels))
                .addInput(constant(name + "_variance", variance, channels))
                .addOutput(node.getOutput(0))
                .addAttribute(
                        AttributeProto.newBuilder()
                                .setName("epsilon")
                                .setType(AttributeProto.AttributeType.FLOAT)
                                .setF(EPSILON));
    }

    /** The stem's one channel of luminance as three that are equal. */
    private static float[] thirds(float[] weights, int taps) {
        float[] thirds = new float[3 * weights.length];
        for (int i = 0; i < thirds.length; i++) {
            thirds[i] = weights[i / (3 * taps) * taps + i % taps] / 3;
        }
        return thirds;
    }

    private String constant(String name, float[] values, List<Long> dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        graph.addInitializerBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT.getNumber())
                .addAllDims(dimensions)
                .setRawData(ByteString.copyFrom(bytes));
        return name;
    }

    private static float[] floats(TensorProto tensor) {
        FloatBuffer buffer =
                tensor.getRawData()
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
