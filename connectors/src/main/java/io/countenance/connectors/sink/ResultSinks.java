package io.countenance.connectors.sink;

import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.RoomWindow;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Sinks to the result topics. Serialisable parts of a job graph; built once from options that are
 * checked then.
 *
 * <p>Keys are those of the schemas' documentation. A record's Kafka timestamp is the time of
 * writing, not its event time: Kafka deletes by it, so results of old footage would be gone at
 * once, and refuses what lies an hour ahead, as the end of a long window may when a job is drained.
 * The header {@code content-type} says how the value is written, {@code record-type} which schema
 * it has.
 */
public final class ResultSinks {

    private final ResultSinkOptions options;

    /** The options were checked when they were made. */
    public ResultSinks(ResultSinkOptions options) {
        this.options = options;
    }

    /** To the topic {@code face-expressions}, keyed by camera. */
    public Sink<FaceExpression> faceExpressions(String topic) {
        return sink(topic, FaceExpression.class, FaceExpression::getCameraId);
    }

    /** To the topic {@code frame-results}, keyed by camera. */
    public Sink<FrameResult> frameResults(String topic) {
        return sink(topic, FrameResult.class, FrameResult::getCameraId);
    }

    /** To the topic {@code expression-windows}, keyed by camera and person. */
    public Sink<ExpressionWindow> expressionWindows(String topic) {
        return sink(
                topic,
                ExpressionWindow.class,
                window -> window.getCameraId() + '/' + window.getPersonId());
    }

    /** To the topic {@code room-windows}, keyed by camera. */
    public Sink<RoomWindow> roomWindows(String topic) {
        return sink(topic, RoomWindow.class, RoomWindow::getCameraId);
    }

    /** To the topic {@code dead-letters}, keyed by camera where that is known. */
    public Sink<DeadLetter> deadLetters(String topic) {
        return sink(topic, DeadLetter.class, DeadLetter::getCameraId);
    }

    private <T extends SpecificRecord> Sink<T> sink(
            String topic, Class<T> type, SerializableFunction<T, @Nullable String> key) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        // Of Kafka's codecs the one that clients in every language read without a further library.
        settings.put(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG, "1");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        KafkaSinkBuilder<T> sink = KafkaSink.builder();
        sink.setRecordSerializer(new ResultSerializer<>(topic, type, options.format(), key));
        switch (options.delivery()) {
            case NONE -> sink.setDeliveryGuarantee(DeliveryGuarantee.NONE);
            case AT_LEAST_ONCE -> sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
            case EXACTLY_ONCE -> {
                settings.put(
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        Long.toString(options.transactionTimeout().toMillis()));
                sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(options.transactionalIdPrefix() + '-' + topic);
            }
        }
        return sink.setKafkaProducerConfig(options.connection().clientProperties(settings)).build();
    }
}
