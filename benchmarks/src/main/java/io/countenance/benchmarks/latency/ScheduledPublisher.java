package io.countenance.benchmarks.latency;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.countenance.benchmarks.engine.RoomFrames;
import io.countenance.connectors.source.FrameHeaders;
import io.countenance.job.options.JobOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes frames when they are due, on a thread of its own, whether or not the job keeps up. A
 * frame that is published late keeps its time, so that waiting counts as latency (no coordinated
 * omission). Closing ends it.
 */
final class ScheduledPublisher implements AutoCloseable {

    private final JobOptions options;
    private final int partitions;
    private final RoomFrames frames;
    private final Schedule schedule;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread = new Thread(this::run, "scheduled-publisher");
    private volatile boolean closed;
    private volatile @Nullable Exception failure;

    /**
     * Starts to publish.
     *
     * @param options of the job that is to read the frames
     * @param partitions of its topic
     * @param frames to take in turn
     */
    ScheduledPublisher(JobOptions options, int partitions, RoomFrames frames, Schedule schedule) {
        this.options = options;
        this.partitions = partitions;
        this.frames = frames;
        this.schedule = schedule;
        producer =
                new KafkaProducer<>(
                        options.kafkaConnection()
                                .clientProperties(
                                        Map.of(
                                                ProducerConfig.LINGER_MS_CONFIG,
                                                0,
                                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                                options.frameSource().maxFrameBytes())),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        thread.start();
    }

    private void run() {
        for (long number = 0; !closed; number++) {
            for (long wait = schedule.nanosOf(number) - System.nanoTime();
                    wait > 0;
                    wait = schedule.nanosOf(number) - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            int camera = schedule.cameraOf(number);
            producer.send(
                    new ProducerRecord<>(
                            options.frameSource().topic(),
                            camera % partitions,
                            schedule.captureTimeOf(number),
                            schedule.cameraId(camera).getBytes(UTF_8),
                            frames.image((int) number).bytes(),
                            List.of(
                                    new RecordHeader(
                                            FrameHeaders.SEQUENCE_NUMBER,
                                            Long.toString(number).getBytes(US_ASCII)))),
                    (written, failed) -> {
                        if (failed != null) {
                            failure = failed;
                        }
                    });
        }
    }

    /**
     * Does nothing where all frames could be written.
     *
     * @throws IllegalStateException with the cause, where one could not
     */
    void requireWritten() {
        if (failure != null) {
            throw new IllegalStateException("a frame could not be published", failure);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
        producer.close();
    }
}
