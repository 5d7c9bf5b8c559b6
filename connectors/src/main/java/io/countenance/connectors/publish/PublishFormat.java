package io.countenance.connectors.publish;

/** What the publisher writes as a record's value. */
public enum PublishFormat {
    /** Single-object Avro {@code VideoFrame}. */
    AVRO,
    /**
     * The JPEG or PNG file itself; camera, number and time stand in the record's key and headers.
     */
    IMAGE
}
