package io.countenance.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.publish.Frame;
import io.countenance.connectors.publish.JpegEncoder;
import io.countenance.connectors.source.FrameHeaders;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.demo.broker.EmbeddedBroker;
import io.countenance.demo.cluster.FailFastEnvironment;
import io.countenance.demo.cluster.LocalCluster;
import io.countenance.demo.results.ResultListener;
import io.countenance.demo.results.ResultReader;
import io.countenance.demo.results.RunTally;
import io.countenance.demo.results.TopicOffsets;
import io.countenance.demo.sample.SampleVideo;
import io.countenance.job.CountenanceJob;
import io.countenance.job.options.JobOptions;
import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.ReasonCode;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import io.countenance.schemas.VideoFrame;
import io.countenance.schemas.hostile.ByteMutator;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged frames go through the whole job: each has a result or a dead letter, none stops it. */
class HostileFramesITCase {

    private static final int INPUTS = Integer.getInteger("countenance.hostile.inputs", 6000);
    private static final long SEED = Long.getLong("countenance.hostile.seed", 1);
    private static final int CAMERAS = 4;
    private static final int MAX_FRAME_BYTES = 200_000;

    private final Random random = new Random(SEED);
    private final long start = System.currentTimeMillis() - 86_400_000;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void everyOneIsAccountedFor() throws Exception {
        assumeThat(SampleVideo.available())
                .describedAs("needs the sample pictures, which the build fetches with npm")
                .isTrue();
        RunTally tally = new RunTally();
        Map<String, Integer> reasons = new TreeMap<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start(MAX_FRAME_BYTES);
                LocalCluster cluster = LocalCluster.start(2, "0");
                TopicOffsets offsets =
                        new TopicOffsets(
                                new KafkaConnection(broker.bootstrapServers(), Map.of()))) {
            JobOptions options =
                    JobOptions.parse(
                            "--kafka.bootstrap-servers=" + broker.bootstrapServers(),
                            "--kafka.partitions=2",
                            "--frames.max-bytes=" + MAX_FRAME_BYTES,
                            "--frames.max-pixels=1000000",
                            "--frames.start-from=earliest",
                            "--frames.stop-at=latest",
                            "--checkpoint.interval=1s",
                            // The pictures are small, so that they are quickly read.
                            "--detector.min-face-size=16",
                            "--device=cpu");
            KafkaTopics.create(options.kafkaConnection(), options.replication(), options.topics());
            List<String> topics = options.resultTopics().all();
            Map<TopicPartition, Long> starts = offsets.ends(topics);
            publish(options);
            StreamExecutionEnvironment environment = FailFastEnvironment.forCluster(2);
            CountenanceJob.build(environment, options);
            cluster.result(cluster.submit(environment, "hostile")).get();
            try (ResultReader reader =
                    new ResultReader(
                            options.kafkaConnection(),
                            options.resultTopics(),
                            options.resultSinks().format(),
                            starts,
                            List.of(tally, reasons(reasons)))) {
                reader.finish(offsets.ends(topics));
            }
        }

        assertThat(tally.total().accountedFor()).as("%s", reasons).isEqualTo(INPUTS);
        assertThat(tally.total().classified()).isGreaterThan(INPUTS / 20);
        assertThat(tally.total().faces()).isPositive();
        assertThat(knownReasons()).containsAll(reasons.keySet());
        assertThat(reasons)
                .containsKeys(
                        ReasonCode.UNKNOWN_FORMAT.code(),
                        ReasonCode.MALFORMED_AVRO.code(),
                        ReasonCode.TRUNCATED_IMAGE.code(),
                        ReasonCode.UNDECODABLE_IMAGE.code());
    }

    private static ResultListener reasons(Map<String, Integer> reasons) {
        return new ResultListener() {
            @Override
            public void deadLetter(DeadLetter letter) {
                reasons.merge(letter.getReason(), 1, Integer::sum);
            }
        };
    }

    private static Set<String> knownReasons() {
        return Arrays.stream(ReasonCode.values()).map(ReasonCode::code).collect(Collectors.toSet());
    }

    private void publish(JobOptions options) {
        List<byte[]> pictures = pictures();
        ByteMutator images = new ByteMutator(SEED, pictures);
        ByteMutator records = new ByteMutator(SEED + 1, avro(pictures));
        ByteMutator numbers =
                new ByteMutator(
                        SEED + 2,
                        List.of(
                                Long.toString(start).getBytes(UTF_8),
                                "7".getBytes(UTF_8),
                                "lobby".getBytes(UTF_8)));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        options.kafkaConnection().clientProperties(Map.of()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < INPUTS; i++) {
                List<Header> headers = new ArrayList<>();
                byte[] key = ("camera-" + i % CAMERAS).getBytes(UTF_8);
                byte[] value;
                switch (i % 10) {
                    case 0, 1, 2, 3, 4 -> value = images.next();
                    case 5, 6, 7 -> value = records.next();
                    default -> {
                        value = pictures.get(i % pictures.size());
                        key = random.nextBoolean() ? numbers.next() : key;
                        for (String name :
                                List.of(
                                        FrameHeaders.CAMERA_ID,
                                        FrameHeaders.SEQUENCE_NUMBER,
                                        FrameHeaders.CAPTURE_TIME)) {
                            if (random.nextInt(4) == 0) {
                                headers.add(new RecordHeader(name, numbers.next()));
                            }
                        }
                    }
                }
                producer.send(
                        new ProducerRecord<>(
                                options.frameSource().topic(),
                                null,
                                start + 10L * i,
                                key,
                                value,
                                headers));
            }
        }
    }

    private static List<byte[]> pictures() {
        List<byte[]> pictures = new ArrayList<>();
        try (SampleVideo video = SampleVideo.room(120, 96, 1);
                JpegEncoder encoder = new JpegEncoder(85, 0);
                BytePointer png = new BytePointer()) {
            Frame frame = video.next();
            pictures.add(encoder.encode(frame.image()).bytes());
            Mat image = frame.image();
            opencv_imgcodecs.imencode(".png", image, png);
            byte[] file = new byte[Math.toIntExact(png.limit())];
            png.get(file);
            pictures.add(file);
        }
        return pictures;
    }

    private List<byte[]> avro(List<byte[]> pictures) {
        RecordCodec<VideoFrame> codec = new RecordCodec<>(VideoFrame.class, ResultFormat.AVRO);
        return pictures.stream()
                .map(
                        picture ->
                                codec.encode(
                                        VideoFrame.newBuilder()
                                                .setCameraId("camera-0")
                                                .setSequenceNumber(3)
                                                .setCaptureTime(Instant.ofEpochMilli(start))
                                                .setWidth(120)
                                                .setHeight(96)
                                                .setImage(ByteBuffer.wrap(picture))
                                                .build()))
                .toList();
    }
}
