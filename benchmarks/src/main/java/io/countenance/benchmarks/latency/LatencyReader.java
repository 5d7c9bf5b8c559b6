package io.countenance.benchmarks.latency;

import io.countenance.job.options.JobOptions;
import io.countenance.job.options.ResultTopics;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.RecordCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the job's results, committed ones only, as they come. One thread. */
final class LatencyReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    /** Windows are in another topic than faces, and may be read a little later. */
    private static final Duration LAST_WINDOWS = Duration.ofMillis(300);

    private final ResultTopics topics;
    private final RecordCodec<FrameResult> frameResults;
    private final RecordCodec<FaceExpression> faceExpressions;
    private final RecordCodec<ExpressionWindow> expressionWindows;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * Reads what comes from now on.
     *
     * @param partitions of each topic
     */
    LatencyReader(JobOptions options, int partitions) {
        topics = options.resultTopics();
        frameResults = new RecordCodec<>(FrameResult.class, options.resultSinks().format());
        faceExpressions = new RecordCodec<>(FaceExpression.class, options.resultSinks().format());
        expressionWindows =
                new RecordCodec<>(ExpressionWindow.class, options.resultSinks().format());
        consumer =
                new KafkaConsumer<>(
                        options.kafkaConnection()
                                .clientProperties(
                                        Map.of(
                                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                                "read_committed",
                                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                                "false")),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> all =
                Stream.of(
                                topics.frameResults(),
                                topics.faceExpressions(),
                                topics.expressionWindows())
                        .flatMap(
                                topic ->
                                        IntStream.range(0, partitions)
                                                .mapToObj(
                                                        number ->
                                                                new TopicPartition(topic, number)))
                        .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
    }

    /**
     * Reads until all results of the measured frames were there.
     *
     * @param patience how long after the last of them was taken
     * @param check is called again and again, and throws where there is nothing to wait for
     * @throws IllegalStateException where they are not there by then
     */
    void read(LatencyTurn turn, Duration patience, Runnable check) {
        long end = turn.endNanos() + patience.toNanos();
        while (!turn.isComplete()) {
            poll(turn);
            check.run();
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "The job fell behind: " + turn.progress() + " after " + patience);
            }
        }
        long last = System.nanoTime() + LAST_WINDOWS.toNanos();
        while (System.nanoTime() < last) {
            poll(turn);
        }
    }

    private void poll(LatencyTurn turn) {
        for (ConsumerRecord<byte[], byte[]> result : consumer.poll(POLL)) {
            // Looked at for each record: whoever reads them one by one has waited for the others.
            long now = System.nanoTime();
            if (result.topic().equals(topics.frameResults())) {
                turn.frame(frameResults.decode(result.value()));
            } else if (result.topic().equals(topics.faceExpressions())) {
                turn.face(faceExpressions.decode(result.value()), now);
            } else {
                turn.window(expressionWindows.decode(result.value()), now);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
