package io.countenance.schemas;

/** How values of the result topics are written. Both carry the same fields by the same names. */
public enum ResultFormat {
    /** One JSON object, UTF-8; times as ms since 1970. */
    JSON,
    /** Avro single-object encoding: two marker bytes, the schema's fingerprint, the record. */
    AVRO
}
