package io.countenance.lab.export;

import static io.countenance.lab.export.OnnxGraph.number;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * Turns an fp32 graph into one that computes in half precision between the first convolution and
 * the logits. Normalisation stays in 32 bits, since luminance in half precision would be rounded to
 * eighths of a grey level, and so does softmax.
 */
final class HalfPrecision {

    private static final String LOGITS = "logits";
    private static final String HALF_LOGITS = "logits_fp16";
    private static final String HALF_FACES = "normalised_fp16";

    private HalfPrecision() {}

    static GraphProto of(FloatGraph source) {
        GraphProto.Builder graph = source.proto().toBuilder().clearNode().clearInitializer();
        Set<NodeProto> normalisation = source.normalisation();
        Set<String> halved = new HashSet<>();
        boolean cast = false;
        for (NodeProto node : source.nodes()) {
            if (normalisation.contains(node)) {
                graph.addNode(node);
                continue;
            }
            if (!cast) {
                graph.addNode(cast(source.normalised(), HALF_FACES, DataType.FLOAT16));
                cast = true;
            }
            if (node.getOpType().equals("Softmax")) {
                graph.addNode(cast(HALF_LOGITS, LOGITS, DataType.FLOAT));
                graph.addNode(node);
                continue;
            }
            NodeProto.Builder half = node.toBuilder();
            for (int i = 0; i < node.getInputCount(); i++) {
                if (node.getInput(i).equals(source.normalised())) {
                    half.setInput(i, HALF_FACES);
                } else if (source.isConstant(node.getInput(i))) {
                    halved.add(node.getInput(i));
                }
            }
            for (int i = 0; i < node.getOutputCount(); i++) {
                if (node.getOutput(i).equals(LOGITS)) {
                    half.setOutput(i, HALF_LOGITS);
                }
            }
            graph.addNode(half);
        }
        for (TensorProto tensor : source.proto().getInitializerList()) {
            boolean real = tensor.getDataType() == DataType.FLOAT.getNumber();
            graph.addInitializer(real && halved.contains(tensor.getName()) ? half(tensor) : tensor);
        }
        return graph.build();
    }

    private static NodeProto cast(String from, String to, DataType type) {
        return NodeProto.newBuilder()
                .setOpType("Cast")
                .setName("Cast_" + to)
                .addInput(from)
                .addOutput(to)
                .addAttribute(number("to", type.getNumber()))
                .build();
    }

    private static TensorProto half(TensorProto tensor) {
        float[] values = FloatGraph.floats(tensor);
        ByteBuffer bytes =
                ByteBuffer.allocate(Short.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort(Fp16Conversions.floatToFp16(value));
        }
        return tensor.toBuilder()
                .setDataType(DataType.FLOAT16.getNumber())
                .setRawData(ByteString.copyFrom(bytes.flip()))
                .build();
    }
}
