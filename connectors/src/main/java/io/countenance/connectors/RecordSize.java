package io.countenance.connectors;

/** How large a Kafka record is on the wire. */
public final class RecordSize {

    /** Key, headers and the batch's own header; ours have some hundred bytes. */
    private static final int OVERHEAD_BYTES = 16 * 1024;

    /** The largest value that limits can be computed for, bytes. */
    public static final int MAX_VALUE_BYTES = 256 * 1024 * 1024;

    private RecordSize() {}

    /**
     * The limit for a batch with one record of so many bytes of value. Kafka's limits ({@code
     * max.message.bytes} of the topic, {@code max.request.size} of the producer) are on whole
     * batches, as compressed.
     */
    public static int limitFor(int valueBytes) {
        return valueBytes + OVERHEAD_BYTES;
    }
}
