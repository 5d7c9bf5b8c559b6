package io.countenance.demo.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A result as a consumer finds it, but for its offset and time of writing. Values are JSON, so
 * strings hold every byte.
 *
 * @param partition of its topic
 * @param key null where it has none
 * @param value JSON
 * @param headers by name
 */
record CommittedRecord(
        int partition, @Nullable String key, String value, Map<String, String> headers) {

    static CommittedRecord of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return new CommittedRecord(
                record.key() == null ? -1 : record.partition(),
                text(record.key()),
                text(record.value()),
                headers);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    /** The same with another name of the frames' topic, which only dead letters tell. */
    CommittedRecord framesTopic(String before, String after) {
        return new CommittedRecord(
                partition, key, value.replace('"' + before + '"', '"' + after + '"'), headers);
    }
}
