package io.countenance.schemas;

/** One way to write records; see {@link RecordCodec}, whose promises are kept here. */
interface RecordFormat<T> {

    byte[] encode(T record);

    T decode(byte[] value);
}
