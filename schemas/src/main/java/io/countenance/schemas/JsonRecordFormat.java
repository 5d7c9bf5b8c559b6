package io.countenance.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object in UTF-8. A nullable field is its value or {@code null}, without a wrapper that
 * names the type; times are ms since 1970; bytes are Base64; numbers that JSON has none for are the
 * strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}. A field that has a default may
 * be absent.
 */
final class JsonRecordFormat<T extends SpecificRecord> implements RecordFormat<T> {

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();
    private static final ObjectReader TREES =
            JsonMapper.builder(JSON)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .reader();

    private final Class<T> type;
    private final SpecificData data = new OrderedMapData();
    private final Schema schema;

    JsonRecordFormat(Class<T> type) {
        this.type = type;
        this.schema = data.getSchema(type);
    }

    @Override
    public byte[] encode(T record) {
        ByteArrayOutputStream value = new ByteArrayOutputStream(1024);
        try (JsonGenerator generator = JSON.createGenerator(value)) {
            write(record, schema, schema.getName(), generator);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return value.toByteArray();
    }

    private static void write(
            @Nullable Object value, Schema schema, String path, JsonGenerator generator)
            throws IOException {
        if (value == null) {
            if (!schema.isNullable()) {
                throw new AvroRuntimeException(path + " is null; it must be set");
            }
            generator.writeNull();
            return;
        }
        switch (schema.getType()) {
            case UNION -> write(value, valueBranch(schema), path, generator);
            case RECORD -> {
                generator.writeStartObject();
                for (Schema.Field field : schema.getFields()) {
                    generator.writeFieldName(field.name());
                    write(
                            ((IndexedRecord) value).get(field.pos()),
                            field.schema(),
                            path + '.' + field.name(),
                            generator);
                }
                generator.writeEndObject();
            }
            case MAP -> {
                generator.writeStartObject();
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    generator.writeFieldName(entry.getKey().toString());
                    write(entry.getValue(), schema.getValueType(), path, generator);
                }
                generator.writeEndObject();
            }
            case ARRAY -> {
                generator.writeStartArray();
                for (Object element : (Iterable<?>) value) {
                    write(element, schema.getElementType(), path, generator);
                }
                generator.writeEndArray();
            }
            case STRING, ENUM -> generator.writeString(value.toString());
            case BYTES -> {
                byte[] bytes = new byte[((ByteBuffer) value).remaining()];
                ((ByteBuffer) value).duplicate().get(bytes);
                generator.writeBinary(bytes);
            }
            case LONG ->
                    generator.writeNumber(
                            value instanceof Instant time ? time.toEpochMilli() : (Long) value);
            case INT -> generator.writeNumber((Integer) value);
            case FLOAT -> generator.writeNumber((Float) value);
            case DOUBLE -> generator.writeNumber((Double) value);
            case BOOLEAN -> generator.writeBoolean((Boolean) value);
            default ->
                    throw new AvroRuntimeException(
                            path + " is of a type without a JSON form: " + schema);
        }
    }

    @Override
    public T decode(byte[] value) {
        try {
            return type.cast(read(TREES.readTree(value), schema, schema.getName()));
        } catch (IOException e) {
            throw new MalformedRecordException(
                    "The value is no JSON of a %s: %s".formatted(schema.getName(), e.getMessage()),
                    e);
        }
    }

    private @Nullable Object read(JsonNode node, Schema schema, String path) throws IOException {
        return switch (schema.getType()) {
            case UNION ->
                    node.isNull() && schema.isNullable()
                            ? null
                            : read(node, valueBranch(schema), path);
            case RECORD -> readRecord(node, schema, path);
            case MAP -> {
                require(node.isObject(), node, path, "an object");
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> entry : node.properties()) {
                    map.put(
                            entry.getKey(),
                            read(
                                    entry.getValue(),
                                    schema.getValueType(),
                                    path + '.' + entry.getKey()));
                }
                yield map;
            }
            case ARRAY -> {
                require(node.isArray(), node, path, "an array");
                List<@Nullable Object> list = new ArrayList<>(node.size());
                for (JsonNode element : node) {
                    list.add(
                            read(element, schema.getElementType(), path + '[' + list.size() + ']'));
                }
                yield list;
            }
            case STRING -> {
                require(node.isTextual(), node, path, "a string");
                yield node.textValue();
            }
            case ENUM -> {
                require(
                        node.isTextual() && schema.hasEnumSymbol(node.textValue()),
                        node,
                        path,
                        "one of " + schema.getEnumSymbols());
                yield data.createEnum(node.textValue(), schema);
            }
            case BYTES -> {
                require(node.isTextual(), node, path, "a string of Base64");
                yield ByteBuffer.wrap(node.binaryValue());
            }
            case LONG -> {
                require(
                        node.isIntegralNumber() && node.canConvertToLong(),
                        node,
                        path,
                        "a whole number of 64 bits");
                yield LogicalTypes.timestampMillis().equals(schema.getLogicalType())
                        ? Instant.ofEpochMilli(node.longValue())
                        : (Object) node.longValue();
            }
            case INT -> {
                require(
                        node.isIntegralNumber() && node.canConvertToInt(),
                        node,
                        path,
                        "a whole number of 32 bits");
                yield node.intValue();
            }
            case FLOAT -> (float) readNumber(node, path);
            case DOUBLE -> readNumber(node, path);
            case BOOLEAN -> {
                require(node.isBoolean(), node, path, "true or false");
                yield node.booleanValue();
            }
            default ->
                    throw new MalformedRecordException(
                            path + " is of a type without a JSON form: " + schema);
        };
    }

    private Object readRecord(JsonNode node, Schema schema, String path) throws IOException {
        require(node.isObject(), node, path, "an object");
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (schema.getField(name) == null) {
                throw new MalformedRecordException("%s has no field '%s'".formatted(path, name));
            }
        }
        IndexedRecord record = (IndexedRecord) data.newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode child = node.get(field.name());
            String childPath = path + '.' + field.name();
            if (child != null) {
                record.put(field.pos(), read(child, field.schema(), childPath));
            } else if (field.hasDefaultValue()) {
                record.put(field.pos(), data.getDefaultValue(field));
            } else {
                throw new MalformedRecordException(childPath + " is missing");
            }
        }
        return record;
    }

    private static double readNumber(JsonNode node, String path) {
        if (node.isTextual()) {
            switch (node.textValue()) {
                case "NaN", "Infinity", "-Infinity" -> {
                    return Double.parseDouble(node.textValue());
                }
                default -> {}
            }
        }
        require(node.isNumber(), node, path, "a number");
        return node.doubleValue();
    }

    private static void require(boolean condition, JsonNode node, String path, String expected) {
        if (!condition) {
            String found = node.isMissingNode() ? "nothing" : node.toString();
            throw new MalformedRecordException(
                    "%s must be %s, is %s"
                            .formatted(
                                    path,
                                    expected,
                                    found.length() > 80 ? found.substring(0, 80) + "…" : found));
        }
    }

    /** Our unions are all null or one other type. */
    private static Schema valueBranch(Schema union) {
        return union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow(
                        () -> new AvroRuntimeException("A union of nothing but null: " + union));
    }
}
