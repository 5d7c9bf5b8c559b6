package io.countenance.connectors.source;

/** What the values of the frames topic are. */
public enum FrameFormat {
    /** Each record is looked at: Avro by its marker, else JPEG or PNG by theirs. */
    AUTO,
    /** Single-object Avro {@code VideoFrame}. */
    AVRO,
    /**
     * Plain JPEG or PNG; camera from the key, capture time from the record's timestamp or header.
     */
    IMAGE
}
