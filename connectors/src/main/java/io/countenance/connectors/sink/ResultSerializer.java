package io.countenance.connectors.sink;

import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** A result as a Kafka record. */
final class ResultSerializer<T extends SpecificRecord>
        implements KafkaRecordSerializationSchema<T> {

    private static final long serialVersionUID = 1;

    private final String topic;
    private final Class<T> type;
    private final ResultFormat format;
    private final SerializableFunction<T, @Nullable String> key;
    private transient @Nullable RecordCodec<T> codec;
    private transient @Nullable List<Header> headers;

    ResultSerializer(
            String topic,
            Class<T> type,
            ResultFormat format,
            SerializableFunction<T, @Nullable String> key) {
        this.topic = topic;
        this.type = type;
        this.format = format;
        this.key = key;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            T result, KafkaSinkContext context, @Nullable Long timestamp) {
        if (codec == null || headers == null) {
            codec = new RecordCodec<>(type, format);
            headers =
                    List.of(
                            header("content-type", contentType()),
                            header("record-type", type.getSimpleName()));
        }
        String resultKey = key.apply(result);
        return new ProducerRecord<>(
                topic,
                null,
                null,
                resultKey == null || resultKey.isEmpty()
                        ? null
                        : resultKey.getBytes(StandardCharsets.UTF_8),
                codec.encode(result),
                headers);
    }

    private String contentType() {
        return switch (format) {
            case JSON -> "application/json";
            case AVRO -> "application/vnd.apache.avro.single-object";
        };
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
