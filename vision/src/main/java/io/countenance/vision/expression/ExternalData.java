package io.countenance.vision.expression;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Finds tensors whose data lie outside of an ONNX file. ONNX Runtime would look for them at
 * whatever path the file names, and the file's SHA-256 would say nothing of them. Walks the
 * protobuf fields that lead to tensors and skips all others, so that a large model is not parsed
 * twice.
 */
final class ExternalData {

    private enum Message {
        MODEL,
        FUNCTION,
        GRAPH,
        NODE,
        ATTRIBUTE,
        SPARSE_TENSOR,
        TENSOR
    }

    /** Field numbers in onnx.proto3 that hold messages which may lead to a tensor. */
    private static final Map<Message, Map<Integer, Message>> FIELDS =
            Map.of(
                    Message.MODEL, Map.of(7, Message.GRAPH, 25, Message.FUNCTION),
                    Message.FUNCTION, Map.of(7, Message.NODE, 11, Message.ATTRIBUTE),
                    Message.GRAPH,
                            Map.of(1, Message.NODE, 5, Message.TENSOR, 15, Message.SPARSE_TENSOR),
                    Message.NODE, Map.of(5, Message.ATTRIBUTE),
                    Message.ATTRIBUTE,
                            Map.of(
                                    5, Message.TENSOR,
                                    6, Message.GRAPH,
                                    10, Message.TENSOR,
                                    11, Message.GRAPH,
                                    22, Message.SPARSE_TENSOR,
                                    23, Message.SPARSE_TENSOR),
                    Message.SPARSE_TENSOR, Map.of(1, Message.TENSOR, 2, Message.TENSOR),
                    Message.TENSOR, Map.of());

    private static final int MAX_DEPTH = 64;
    private static final int TENSOR_EXTERNAL_DATA = 13;
    private static final int TENSOR_DATA_LOCATION = 14;

    private ExternalData() {}

    /**
     * Whether any tensor has its data elsewhere. What is no protobuf has none; ONNX Runtime will
     * say so.
     */
    static boolean isIn(byte[] model) {
        try {
            return isIn(ByteBuffer.wrap(model), Message.MODEL, 0);
        } catch (ArithmeticException
                | BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private static boolean isIn(ByteBuffer buffer, Message message, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("Nested too deep");
        }
        while (buffer.hasRemaining()) {
            long tag = varint(buffer);
            int field = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case 0 -> {
                    long value = varint(buffer);
                    if (message == Message.TENSOR && field == TENSOR_DATA_LOCATION && value != 0) {
                        return true;
                    }
                }
                case 1 -> buffer.position(buffer.position() + Long.BYTES);
                case 2 -> {
                    int length = Math.toIntExact(varint(buffer));
                    ByteBuffer content = buffer.slice(buffer.position(), length);
                    buffer.position(buffer.position() + length);
                    if (message == Message.TENSOR && field == TENSOR_EXTERNAL_DATA) {
                        return true;
                    }
                    Message nested = FIELDS.get(message).get(field);
                    if (nested != null && isIn(content, nested, depth + 1)) {
                        return true;
                    }
                }
                case 5 -> buffer.position(buffer.position() + Integer.BYTES);
                default -> throw new IllegalArgumentException("No protobuf");
            }
        }
        return false;
    }

    private static long varint(ByteBuffer buffer) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = buffer.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("No varint");
    }
}
