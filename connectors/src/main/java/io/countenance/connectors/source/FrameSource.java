package io.countenance.connectors.source;

import io.countenance.connectors.RecordSize;
import java.util.Map;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The frames topic as a stream.
 *
 * <p>Values are single-object Avro {@code VideoFrame} or plain JPEG or PNG files. A plain picture's
 * camera is the header {@code camera-id}, else the record's key (UTF-8); its number is the header
 * {@code sequence-number}, else the Kafka offset (so it counts with gaps where a partition has
 * several cameras); its capture time is the header {@code capture-time}, else the record's
 * timestamp. See {@link FrameHeaders}.
 *
 * <p>Event time is the capture time. Only committed records are read, so what a publisher's
 * transaction took back is not seen ({@code isolation.level=read_uncommitted} among the
 * connection's properties changes that).
 *
 * <p>Large frames: {@code maxFrameBytes} here, {@code max.message.bytes} of the topic ({@link
 * io.countenance.connectors.topics.KafkaTopics}), {@code max.request.size} of the publisher and
 * {@code replica.fetch.max.bytes} of the brokers belong together. The consumer's limits are set
 * from {@code maxFrameBytes}; they never keep it from reading a larger record, which then is
 * refused.
 */
public final class FrameSource {

    /** Name and uid of the operator. */
    public static final String UID = "frame-source";

    private static final int KAFKA_MAX_PARTITION_FETCH_BYTES = 1024 * 1024;
    private static final int KAFKA_FETCH_MAX_BYTES = 50 * 1024 * 1024;

    /**
     * Frames are a hundred times the size of usual records: Kafka's 500 would hold a hundred MB in
     * memory.
     */
    private static final int MAX_POLL_RECORDS = 50;

    private FrameSource() {}

    /**
     * Adds the source, with watermarks per partition, to a job; uid {@code frame-source}. Poison
     * records come out refused. The watermarks say which cameras have fallen silent; whether a
     * frame is late is judged by its camera's own time, not by them.
     */
    public static DataStream<IngestedFrame> add(
            StreamExecutionEnvironment environment, FrameSourceOptions options) {
        return environment
                .fromSource(
                        source(options),
                        new FrameWatermarks(
                                options.outOfOrderness(),
                                options.maxJump(),
                                options.bounded() ? null : options.idleTimeout()),
                        UID)
                .uid(UID);
    }

    private static KafkaSource<IngestedFrame> source(FrameSourceOptions options) {
        int fetchBytes = RecordSize.limitFor(options.maxFrameBytes());
        Map<String, Object> settings =
                Map.of(
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        Integer.toString(Math.max(KAFKA_MAX_PARTITION_FETCH_BYTES, fetchBytes)),
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        Integer.toString(Math.max(KAFKA_FETCH_MAX_BYTES, fetchBytes)),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        Integer.toString(MAX_POLL_RECORDS),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed");
        KafkaSourceBuilder<IngestedFrame> source =
                KafkaSource.<IngestedFrame>builder()
                        .setProperties(options.connection().clientProperties(settings))
                        .setTopics(options.topic())
                        .setGroupId(options.groupId())
                        .setClientIdPrefix(options.groupId())
                        .setStartingOffsets(options.startingOffsets())
                        .setDeserializer(
                                new FrameDeserializer(
                                        new FrameRecordReader(
                                                options.format(),
                                                options.maxFrameBytes(),
                                                options.maxFuture())));
        if (options.bounded()) {
            source.setBounded(options.stoppingOffsets());
        }
        return source.build();
    }
}
