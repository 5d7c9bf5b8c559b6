package io.countenance.demo.compare;

import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.topics.TopicRange;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.MalformedRecordException;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultDecoder;
import io.countenance.schemas.ResultFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads all windows that a topic or a file of JSON lines holds. One thread at a time. */
final class WindowReader {

    private final RecordCodec<ExpressionWindow> json =
            new RecordCodec<>(ExpressionWindow.class, ResultFormat.JSON);
    private final ResultDecoder<ExpressionWindow> either =
            new ResultDecoder<>(ExpressionWindow.class);

    /**
     * Reads a file as {@code scripts/demo --out} writes it.
     *
     * @throws IllegalStateException that names the line that holds no window
     */
    void readFile(Path file, Consumer<ExpressionWindow> windows) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                try {
                    windows.accept(json.decode(line.getBytes(StandardCharsets.UTF_8)));
                } catch (MalformedRecordException e) {
                    throw new IllegalStateException(
                            "%s: line %d is no ExpressionWindow".formatted(file, number), e);
                }
            }
        }
    }

    /**
     * Reads the committed records that a topic holds now, in whichever format.
     *
     * @param timeout how long the brokers may let nothing come
     * @throws IllegalStateException where there is no such topic, or a record is no window
     * @throws org.apache.kafka.common.errors.TimeoutException where nothing came for so long
     */
    void readTopic(
            KafkaConnection connection,
            String topic,
            Duration timeout,
            Consumer<ExpressionWindow> windows) {
        try (TopicRange range = new TopicRange(connection, topic, timeout)) {
            range.forEach(found -> windows.accept(decode(found)));
        }
    }

    private ExpressionWindow decode(ConsumerRecord<byte[], byte[]> found) {
        try {
            return either.decode(found.value());
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "%s, partition %d, offset %d is no ExpressionWindow"
                            .formatted(found.topic(), found.partition(), found.offset()),
                    e);
        }
    }
}
