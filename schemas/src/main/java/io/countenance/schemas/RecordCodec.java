package io.countenance.schemas;

import org.apache.avro.specific.SpecificRecord;

/** Writes and reads topic values. One thread at a time. */
public final class RecordCodec<T extends SpecificRecord> {

    public RecordCodec(Class<T> type, ResultFormat format) {}

    public byte[] encode(T record) {
        throw new UnsupportedOperationException("contract only");
    }

    public T decode(byte[] value) {
        throw new UnsupportedOperationException("contract only");
    }
}
