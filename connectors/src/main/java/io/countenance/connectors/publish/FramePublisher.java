package io.countenance.connectors.publish;

import io.countenance.connectors.RecordSize;
import io.countenance.connectors.source.FrameHeaders;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import io.countenance.schemas.VideoFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes frames to the frames topic. Safe for several threads. Frames of one camera keep their
 * order as long as one thread publishes them.
 *
 * <p>The record's key is the camera in UTF-8, its timestamp the capture time; the headers of {@link
 * FrameHeaders} are there in both formats. A frame that does not reach the topic is counted ({@link
 * #counts()}) and warned of, it stops nothing.
 */
public final class FramePublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FramePublisher.class);
    private static final long CONNECT_TIMEOUT_MS = 20_000;
    private static final long MIN_BUFFER_BYTES = 64L * 1024 * 1024;
    private static final int WARN_EVERY = 1000;

    private final PublisherOptions options;
    private final Runnable taken;
    private final Producer<byte[], byte[]> producer;
    private final ThreadLocal<RecordCodec<VideoFrame>> codec =
            ThreadLocal.withInitial(() -> new RecordCodec<>(VideoFrame.class, ResultFormat.AVRO));
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong tooLarge = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /**
     * Connects to the broker.
     *
     * @throws KafkaException where the broker cannot be reached or has no such topic
     */
    public FramePublisher(PublisherOptions options) {
        this(options, () -> {});
    }

    /**
     * Connects to the broker.
     *
     * @param taken called for each frame that the broker has taken, by the producer's thread
     * @throws KafkaException where the broker cannot be reached or has no such topic
     */
    FramePublisher(PublisherOptions options, Runnable taken) {
        this.options = options;
        this.taken = taken;
        int limit = RecordSize.limitFor(options.maxFrameBytes());
        Map<String, Object> settings =
                Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        // A JPEG does not get smaller.
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "none",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        CONNECT_TIMEOUT_MS,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Math.max(1024 * 1024, limit),
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        Math.max(MIN_BUFFER_BYTES, 4L * limit));
        producer =
                new KafkaProducer<>(
                        options.connection().clientProperties(settings),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        try {
            producer.partitionsFor(options.topic());
        } catch (KafkaException e) {
            producer.close(java.time.Duration.ZERO);
            throw new KafkaException(
                    "The topic '%s' was not found on %s within %d s: is the broker running, and has the topic been created (--create-topics)?"
                            .formatted(
                                    options.topic(),
                                    options.connection().bootstrapServers(),
                                    CONNECT_TIMEOUT_MS / 1000),
                    e);
        }
    }

    /**
     * Hands a frame to the Kafka producer; blocks while the producer's memory is full.
     *
     * @param cameraId 1 to 128 characters
     * @param sequenceNumber the camera's count of frames, from 0
     * @param captureTime ms since 1970-01-01T00:00:00Z
     * @param image a whole JPEG or PNG file
     */
    public void publish(
            String cameraId, long sequenceNumber, long captureTime, EncodedImage image) {
        int size = image.bytes().length;
        if (size > options.maxFrameBytes()) {
            refused(
                    tooLarge,
                    cameraId,
                    sequenceNumber,
                    "it has %d bytes, %d are allowed".formatted(size, options.maxFrameBytes()));
            return;
        }
        producer.send(
                new ProducerRecord<>(
                        options.topic(),
                        null,
                        captureTime,
                        cameraId.getBytes(StandardCharsets.UTF_8),
                        value(cameraId, sequenceNumber, captureTime, image),
                        List.of(
                                header(FrameHeaders.SEQUENCE_NUMBER, sequenceNumber),
                                header(FrameHeaders.CAPTURE_TIME, captureTime))),
                (metadata, failure) -> completed(cameraId, sequenceNumber, size, failure));
    }

    /** The same for a picture of unknown size. */
    public void publish(String cameraId, long sequenceNumber, long captureTime, byte[] image) {
        publish(cameraId, sequenceNumber, captureTime, new EncodedImage(image, 0, 0));
    }

    private byte[] value(
            String cameraId, long sequenceNumber, long captureTime, EncodedImage image) {
        return switch (options.format()) {
            case IMAGE -> image.bytes();
            case AVRO ->
                    codec.get()
                            .encode(
                                    VideoFrame.newBuilder()
                                            .setCameraId(cameraId)
                                            .setSequenceNumber(sequenceNumber)
                                            .setCaptureTime(Instant.ofEpochMilli(captureTime))
                                            .setWidth(image.width())
                                            .setHeight(image.height())
                                            .setImage(ByteBuffer.wrap(image.bytes()))
                                            .build());
        };
    }

    private static Header header(String name, long number) {
        return new RecordHeader(name, Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    private void completed(
            String cameraId, long sequenceNumber, int size, @Nullable Exception failure) {
        if (failure == null) {
            sent.incrementAndGet();
            bytes.addAndGet(size);
            taken.run();
        } else {
            refused(
                    failure instanceof RecordTooLargeException ? tooLarge : failed,
                    cameraId,
                    sequenceNumber,
                    failure.getMessage());
        }
    }

    private void refused(AtomicLong counter, String cameraId, long sequenceNumber, String why) {
        long count = counter.incrementAndGet();
        if (count == 1 || count % WARN_EVERY == 0) {
            LOG.warn(
                    "Frame {} of camera '{}' is not in the topic '{}': {}. That makes {}; warned of the first and every {}th",
                    sequenceNumber,
                    cameraId,
                    options.topic(),
                    why,
                    count,
                    WARN_EVERY);
        }
    }

    /** Waits until the broker has taken or refused every frame so far. */
    public void flush() {
        producer.flush();
    }

    /** What became of the frames so far. */
    public PublishCounts counts() {
        return new PublishCounts(sent.get(), bytes.get(), tooLarge.get(), failed.get());
    }

    /** Flushes and closes the producer. */
    @Override
    public void close() {
        producer.close();
    }
}
