package io.countenance.schemas;

import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads topic values in whichever {@link ResultFormat} each was written; a topic may hold both. One
 * thread at a time.
 *
 * @param <T> the record's generated class
 */
public final class ResultDecoder<T extends SpecificRecord> {

    private static final byte[] NOTHING = {};

    private final RecordCodec<T> json;
    private final RecordCodec<T> avro;

    public ResultDecoder(Class<T> type) {
        json = new RecordCodec<>(type, ResultFormat.JSON);
        avro = new RecordCodec<>(type, ResultFormat.AVRO);
    }

    /**
     * The record that a topic value holds.
     *
     * @param value as it stands in the topic; null where the topic has a tombstone
     * @throws MissingSchemaException where Avro was written with a schema that no release had
     * @throws MalformedRecordException where the value is no such record, null among them
     */
    public T decode(byte @Nullable [] value) {
        byte[] bytes = value == null ? NOTHING : value;
        return (SingleObjectEncoding.hasMarker(bytes) ? avro : json).decode(bytes);
    }
}
