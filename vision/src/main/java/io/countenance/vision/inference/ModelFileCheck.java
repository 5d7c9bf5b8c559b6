package io.countenance.vision.inference;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks, before ONNX Runtime sees it, that an ONNX file holds all it needs and can do nothing but
 * compute: no tensor's data lie in another file, which ONNX Runtime would open at whatever path the
 * file names and of which the file's SHA-256 would say nothing; every operator is one of the ONNX
 * standard, of which none reads or writes anything but tensors (others do: {@code
 * com.microsoft:EPContext} opens the file that it names); and there are no settings for ONNX
 * Runtime itself. Graphs inside of operators and the file's own functions are looked through, too.
 *
 * <p>Walks the protobuf fields that lead to such places and skips all others, so that a large model
 * is not parsed twice. What it cannot walk is refused: nothing may be hidden from it that ONNX
 * Runtime would find.
 */
public final class ModelFileCheck {

    /**
     * Why a file may not be opened.
     *
     * @param found what is wrong, without the file's name
     * @param rule what must hold instead
     */
    public record Breach(String found, String rule) {}

    private enum Message {
        MODEL,
        FUNCTION,
        TRAINING,
        METADATA,
        GRAPH,
        NODE,
        ATTRIBUTE,
        SPARSE_TENSOR,
        TENSOR
    }

    /** Field numbers in onnx.proto3 that hold messages which are to be looked through. */
    private static final Map<Message, Map<Integer, Message>> FIELDS =
            Map.of(
                    Message.MODEL,
                            Map.of(
                                    7, Message.GRAPH,
                                    14, Message.METADATA,
                                    20, Message.TRAINING,
                                    25, Message.FUNCTION),
                    Message.FUNCTION, Map.of(7, Message.NODE, 11, Message.ATTRIBUTE),
                    Message.TRAINING, Map.of(1, Message.GRAPH, 2, Message.GRAPH),
                    Message.METADATA, Map.of(),
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
    private static final int NODE_OPERATOR = 4;
    private static final int NODE_DOMAIN = 7;
    private static final int METADATA_KEY = 1;

    /** The ONNX standard's two names for itself. */
    private static final Set<String> STANDARD_DOMAINS = Set.of("", "ai.onnx");

    /** Where ONNX Runtime can be told to look for settings of its own. */
    private static final String SETTINGS_KEY = "ort_config";

    private static final Breach EXTERNAL_DATA =
            new Breach(
                    "some of its weights lie in another file", "one file that holds all weights");

    private ModelFileCheck() {}

    /**
     * The first breach of the rules above, or null where there is none.
     *
     * @param model the file's bytes; not kept
     */
    public static @Nullable Breach breachIn(byte[] model) {
        try {
            return breachIn(ByteBuffer.wrap(model), Message.MODEL, 0);
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | ArithmeticException
                | IndexOutOfBoundsException e) {
            return new Breach("it is no ONNX file, or not a whole one", "a model in ONNX format");
        }
    }

    private static @Nullable Breach breachIn(ByteBuffer buffer, Message message, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("Nested too deep");
        }
        String operator = "";
        String domain = "";
        while (buffer.hasRemaining()) {
            // As protobuf does, of a longer number only the lower 32 bits count.
            int tag = (int) varint(buffer);
            int field = tag >>> 3;
            switch (tag & 7) {
                case 0 -> {
                    long value = varint(buffer);
                    if (message == Message.TENSOR && field == TENSOR_DATA_LOCATION && value != 0) {
                        return EXTERNAL_DATA;
                    }
                }
                case 1 -> buffer.position(buffer.position() + Long.BYTES);
                case 2 -> {
                    int length = Math.toIntExact(varint(buffer));
                    ByteBuffer content = buffer.slice(buffer.position(), length);
                    buffer.position(buffer.position() + length);
                    if (message == Message.TENSOR && field == TENSOR_EXTERNAL_DATA) {
                        return EXTERNAL_DATA;
                    }
                    if (message == Message.METADATA
                            && field == METADATA_KEY
                            && text(content).equals(SETTINGS_KEY)) {
                        return new Breach(
                                "its metadata has " + SETTINGS_KEY,
                                "no settings for ONNX Runtime in the file");
                    }
                    if (message == Message.NODE && field == NODE_OPERATOR) {
                        operator = text(content);
                    }
                    if (message == Message.NODE && field == NODE_DOMAIN) {
                        // Of several, protobuf takes the last; all must be right.
                        domain = STANDARD_DOMAINS.contains(domain) ? text(content) : domain;
                    }
                    Message nested = FIELDS.get(message).get(field);
                    Breach breach = nested == null ? null : breachIn(content, nested, depth + 1);
                    if (breach != null) {
                        return breach;
                    }
                }
                case 5 -> buffer.position(buffer.position() + Integer.BYTES);
                default -> throw new IllegalArgumentException("No protobuf");
            }
        }
        return STANDARD_DOMAINS.contains(domain)
                ? null
                : new Breach(
                        "it uses the operator '%s' of the domain '%s'".formatted(operator, domain),
                        "operators of the ONNX standard only (domain ai.onnx), with functions of the file's own inlined");
    }

    private static String text(ByteBuffer content) {
        return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
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
