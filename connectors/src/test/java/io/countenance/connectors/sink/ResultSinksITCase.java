package io.countenance.connectors.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.connectors.KafkaBroker;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.DeadLetterUnit;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ResultSinksITCase {

    private static final long TIME = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final int RESULTS = 60;
    private static final int FAILS_AT = 33;

    @RegisterExtension private static final KafkaBroker BROKER = new KafkaBroker();

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    @Test
    void aJobThatFailsOnceWritesEveryResultExactlyOnce(@TempDir Path checkpoints) throws Exception {
        String topic = "frame-results";
        KafkaTopics.create(
                BROKER.connection(), (short) 1, List.of(new KafkaTopics.Topic(topic, 1, 100_000)));
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration).setParallelism(1);
        GeneratorFunction<Long, Long> numbers = number -> number;
        environment
                .fromSource(
                        new DataGeneratorSource<>(
                                numbers,
                                RESULTS,
                                RateLimiterStrategy.perCheckpoint(10),
                                Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .map(new FailOnce())
                .map(ResultSinksITCase::result)
                .returns(TypeInformation.of(FrameResult.class))
                .sinkTo(sinks(Delivery.EXACTLY_ONCE).frameResults(topic));
        environment.execute();

        List<ConsumerRecord<byte[], byte[]>> records = BROKER.read(topic);
        RecordCodec<FrameResult> codec = new RecordCodec<>(FrameResult.class, ResultFormat.JSON);
        assertThat(FailOnce.FAILED).isTrue();
        assertThat(records)
                .extracting(record -> codec.decode(record.value()).getSequenceNumber())
                .containsExactlyElementsOf(LongStream.range(0, RESULTS).boxed().toList());
        ConsumerRecord<byte[], byte[]> third = records.get(2);
        assertThat(third.key()).isEqualTo("lobby".getBytes(StandardCharsets.UTF_8));
        assertThat(third.timestamp()).as("the time of writing").isGreaterThan(TIME + 2);
        assertThat(KafkaBroker.header(third, "content-type")).isEqualTo("application/json");
        assertThat(KafkaBroker.header(third, "record-type")).isEqualTo("FrameResult");
    }

    @Test
    void deadLettersWithoutCameraHaveNoKeyAndTheTimeOfWriting() throws Exception {
        String topic = "dead-letters";
        KafkaTopics.create(
                BROKER.connection(), (short) 1, List.of(new KafkaTopics.Topic(topic, 1, 100_000)));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment().setParallelism(1);
        DeadLetter letter =
                new DeadLetter(
                        DeadLetterUnit.FRAME,
                        "source",
                        "timestamp-out-of-range",
                        "The clock is wrong",
                        null,
                        null,
                        Instant.ofEpochMilli(-5),
                        "video-frames",
                        0,
                        7L);
        long before = System.currentTimeMillis();
        environment
                .fromData(TypeInformation.of(DeadLetter.class), letter)
                .sinkTo(sinks(Delivery.AT_LEAST_ONCE).deadLetters(topic));
        environment.execute();

        assertThat(BROKER.read(topic))
                .singleElement()
                .satisfies(
                        record -> {
                            assertThat(record.key()).isNull();
                            assertThat(record.timestamp()).isGreaterThanOrEqualTo(before);
                            assertThat(
                                            new RecordCodec<>(DeadLetter.class, ResultFormat.JSON)
                                                    .decode(record.value()))
                                    .isEqualTo(letter);
                        });
    }

    private static ResultSinks sinks(Delivery delivery) {
        return new ResultSinks(
                new ResultSinkOptions(
                        BROKER.connection(),
                        ResultFormat.JSON,
                        delivery,
                        "test",
                        Duration.ofMinutes(1),
                        Duration.ofMillis(100)));
    }

    private static FrameResult result(long number) {
        return new FrameResult(
                "lobby",
                number,
                Instant.ofEpochMilli(TIME + number),
                FrameOutcome.CLASSIFIED,
                0,
                "m@0");
    }

    /**
     * Fails in the middle of a checkpoint's records, when earlier checkpoints have been committed.
     */
    private static final class FailOnce implements MapFunction<Long, Long> {

        private static final AtomicBoolean FAILED = new AtomicBoolean();

        @Override
        public Long map(Long number) {
            if (number == FAILS_AT && FAILED.compareAndSet(false, true)) {
                throw new IllegalStateException("Fails on purpose, once");
            }
            return number;
        }
    }
}
