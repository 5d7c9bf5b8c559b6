package io.countenance.demo.results;

import io.countenance.connectors.KafkaConnection;
import io.countenance.job.options.ResultTopics;
import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import io.countenance.schemas.RoomWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the result topics, committed records only, on a thread of its own until told where to stop.
 */
public final class ResultReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> starts;
    private final Map<String, Consumer<byte[]>> readers;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "result-reader");
    private volatile @Nullable Map<TopicPartition, Long> stopAt;
    private volatile boolean closed;

    /**
     * Starts to read.
     *
     * @param starts where in each partition of each result topic
     */
    public ResultReader(
            KafkaConnection connection,
            ResultTopics topics,
            ResultFormat format,
            Map<TopicPartition, Long> starts,
            List<ResultListener> listeners) {
        this.starts = starts;
        Properties settings =
                connection.clientProperties(
                        Map.of(
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"));
        consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        readers =
                Map.of(
                        topics.faceExpressions(),
                        reader(
                                FaceExpression.class,
                                format,
                                face ->
                                        listeners.forEach(
                                                listener -> listener.faceExpression(face))),
                        topics.frameResults(),
                        reader(
                                FrameResult.class,
                                format,
                                result ->
                                        listeners.forEach(
                                                listener -> listener.frameResult(result))),
                        topics.expressionWindows(),
                        reader(
                                ExpressionWindow.class,
                                format,
                                window ->
                                        listeners.forEach(
                                                listener -> listener.expressionWindow(window))),
                        topics.roomWindows(),
                        reader(
                                RoomWindow.class,
                                format,
                                window ->
                                        listeners.forEach(listener -> listener.roomWindow(window))),
                        topics.deadLetters(),
                        reader(
                                DeadLetter.class,
                                format,
                                letter ->
                                        listeners.forEach(
                                                listener -> listener.deadLetter(letter))));
        thread.start();
    }

    private static <T extends SpecificRecord> Consumer<byte[]> reader(
            Class<T> type, ResultFormat format, Consumer<T> heard) {
        RecordCodec<T> codec = new RecordCodec<>(type, format);
        return value -> heard.accept(codec.decode(value));
    }

    /** Reads on up to these offsets, waits for it, and ends. */
    public void finish(Map<TopicPartition, Long> ends) {
        stopAt = ends;
        done.join();
    }

    private void run() {
        try (consumer) {
            consumer.assign(starts.keySet());
            starts.forEach(consumer::seek);
            while (!closed && !finished()) {
                consumer.poll(POLL)
                        .forEach(result -> readers.get(result.topic()).accept(result.value()));
            }
            done.complete(null);
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private boolean finished() {
        Map<TopicPartition, Long> ends = stopAt;
        return ends != null
                && ends.entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Ends at once, if not ended yet. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
