package io.countenance.schemas;

import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes and reads topic values. One thread at a time.
 *
 * <p>Both formats carry the same fields by the same names in the same order. Maps are written in
 * their own order and read back in it, so a record's bytes depend on the record alone.
 *
 * @param <T> the record's generated class
 */
public final class RecordCodec<T extends SpecificRecord> {

    private final RecordFormat<T> recordFormat;

    public RecordCodec(Class<T> type, ResultFormat format) {
        this.recordFormat =
                switch (format) {
                    case JSON -> new JsonRecordFormat<>(type);
                    case AVRO -> new AvroRecordFormat<>(type);
                };
    }

    /**
     * The record as a topic value.
     *
     * @throws org.apache.avro.AvroRuntimeException where a field that must be set is null
     */
    public byte[] encode(T record) {
        return recordFormat.encode(record);
    }

    /**
     * The record that a topic value holds. Takes memory in proportion to the value's length,
     * whatever lengths the value claims.
     *
     * @throws MissingSchemaException where Avro was written with a schema that no release had
     * @throws MalformedRecordException where the value is no such record: wrong marker, truncated,
     *     trailing bytes, a field of the wrong type, missing, twice or unknown
     */
    public T decode(byte[] value) {
        return recordFormat.decode(value);
    }
}
