package io.countenance.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro single-object encoding: C3 01, the schema's CRC-64-AVRO fingerprint (little endian), the
 * record.
 */
final class AvroRecordFormat<T extends SpecificRecord> implements RecordFormat<T> {

    private static final int HEADER_BYTES = 10;

    private final Schema schema;
    private final SchemaStore.Cache writerSchemas = new SchemaStore.Cache();
    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;
    private BinaryDecoder checker;

    AvroRecordFormat(Class<T> type) {
        SpecificData data = new OrderedMapData();
        schema = data.getSchema(type);
        writerSchemas.addSchema(schema);
        ReleasedSchemas.of(schema.getName()).forEach(writerSchemas::addSchema);
        encoder = new BinaryMessageEncoder<>(data, schema);
        decoder = new BinaryMessageDecoder<>(data, schema, writerSchemas);
    }

    @Override
    public byte[] encode(T record) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        try {
            encoder.encode(record, value);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return value.toByteArray();
    }

    @Override
    public T decode(byte[] value) {
        if (!SingleObjectEncoding.hasMarker(value) || value.length < HEADER_BYTES) {
            throw new MalformedRecordException(
                    "The value is no %s in single-object encoding: it must begin with the bytes C3 01 and 8 bytes of fingerprint"
                            .formatted(schema.getName()));
        }
        long fingerprint = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        Schema writerSchema = writerSchemas.findByFingerprint(fingerprint);
        if (writerSchema == null) {
            throw new MissingSchemaException(
                    "No released %s schema has the fingerprint %016x"
                            .formatted(schema.getName(), fingerprint));
        }
        try {
            checkStructure(value, writerSchema);
            return decoder.decode(value);
        } catch (IOException | RuntimeException e) {
            throw new MalformedRecordException(
                    "The value has the fingerprint of a %s but cannot be read as one: %s"
                            .formatted(
                                    schema.getName(),
                                    e.getMessage() == null ? e.toString() : e.getMessage()),
                    e);
        }
    }

    /**
     * Avro allocates whatever length a value claims before it reads; so walk over the value first,
     * which allocates nothing. Avro's own walk, {@code GenericDatumReader.skip}, passes over a
     * block of a map or an array by the size that the block claims, without a look at what is in
     * it.
     */
    private void checkStructure(byte[] value, Schema writerSchema) throws IOException {
        checker =
                DecoderFactory.get()
                        .binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, checker);
        walk(writerSchema, checker);
        if (!checker.isEnd()) {
            throw new AvroRuntimeException("bytes follow the end of the record");
        }
    }

    private static void walk(Schema schema, BinaryDecoder in) throws IOException {
        switch (schema.getType()) {
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    walk(field.schema(), in);
                }
            }
            case MAP -> {
                for (long left = in.readMapStart(); left > 0; left = in.mapNext()) {
                    for (long i = 0; i < left; i++) {
                        in.skipString();
                        walk(schema.getValueType(), in);
                    }
                }
            }
            case ARRAY -> {
                for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
                    for (long i = 0; i < left; i++) {
                        walk(schema.getElementType(), in);
                    }
                }
            }
            case UNION -> {
                int branch = in.readIndex();
                if (branch < 0 || branch >= schema.getTypes().size()) {
                    throw new AvroRuntimeException("a union has no branch " + branch);
                }
                walk(schema.getTypes().get(branch), in);
            }
            case STRING -> in.skipString();
            default -> GenericDatumReader.skip(schema, in);
        }
    }
}
