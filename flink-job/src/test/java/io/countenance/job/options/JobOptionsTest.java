package io.countenance.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.connectors.sink.Delivery;
import io.countenance.connectors.source.FrameFormat;
import io.countenance.connectors.topics.KafkaTopics.Topic;
import io.countenance.job.model.ServedModelOptions;
import io.countenance.job.order.CameraTimeOptions;
import io.countenance.job.sample.SampleOptions;
import io.countenance.job.window.WindowType;
import io.countenance.options.InvalidOptionException;
import io.countenance.schemas.ResultFormat;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.identity.EmbeddingOptions;
import io.countenance.vision.identity.FaceEmbedder;
import io.countenance.vision.identity.IdentityOptions;
import io.countenance.vision.inference.Device;
import io.countenance.vision.track.TrackerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class JobOptionsTest {

    private static JobOptions parse(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--kafka.bootstrap-servers=broker:9092");
        return JobOptions.parse(all.toArray(String[]::new));
    }

    @Test
    void hasItsDefaults() {
        JobOptions options = parse();
        assertThat(options.kafkaConnection().bootstrapServers()).isEqualTo("broker:9092");
        assertThat(options.frameSource().topic()).isEqualTo("video-frames");
        assertThat(options.frameSource().format()).isEqualTo(FrameFormat.AUTO);
        assertThat(options.frameSource().outOfOrderness()).isEqualTo(Duration.ofMillis(500));
        assertThat(options.sampling()).isNull();
        assertThat(options.cameraTime())
                .isEqualTo(
                        new CameraTimeOptions(
                                Duration.ofMillis(500),
                                Duration.ZERO,
                                Duration.ofMinutes(1),
                                3,
                                Duration.ofSeconds(5),
                                Duration.ofDays(1)));
        assertThat(options.maxCameraMetrics()).isEqualTo(200);
        assertThat(options.batchLimits().maxFrames()).isEqualTo(8);
        assertThat(options.imageLimits().maxPixels()).isEqualTo(25_000_000);
        assertThat(options.tracker()).isEqualTo(TrackerOptions.defaults());
        assertThat(options.detector()).isEqualTo(DetectorOptions.defaults());
        assertThat(options.servedModel())
                .isEqualTo(
                        new ServedModelOptions(
                                ExpressionModelOptions.defaults(), Duration.ofSeconds(30)));
        assertThat(options.windows().type()).isEqualTo(WindowType.TUMBLING);
        assertThat(options.windows().minPersons()).isEqualTo(5);
        assertThat(options.privacy()).isEqualTo(Privacy.PERSON);
        assertThat(options.resultSinks().delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
        assertThat(options.resultSinks().format()).isEqualTo(ResultFormat.JSON);
        assertThat(options.checkpointInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.createTopics()).isFalse();
        assertThat(options.topics())
                .extracting(Topic::name)
                .containsExactly(
                        "video-frames",
                        "face-expressions",
                        "frame-results",
                        "expression-windows",
                        "room-windows",
                        "dead-letters");
    }

    @Test
    void mapsEveryOption() {
        JobOptions options =
                parse(
                        ("--kafka.property=a=b --create-topics --kafka.partitions=7 --kafka.replication=3"
                                        + " --frames.topic=f --frames.format=image --frames.group-id=g --frames.start-from=latest"
                                        + " --frames.max-bytes=2048 --frames.max-pixels=1000 --frames.min-side=9"
                                        + " --frames.max-out-of-orderness=1s --frames.idle-timeout=2s --frames.max-future=3s"
                                        + " --frames.max-jump=31s --frames.jump-frames=4 --frames.camera-ttl=3h"
                                        + " --overload=sample --overload.max-lag=13s --overload.step-time=14s --metrics.max-cameras=15"
                                        + " --frames.max-fps=5 --batch.max-frames=4 --batch.max-bytes=4096 --batch.max-wait=7ms"
                                        + " --device=cpu --detector.model=haar --detector.input-size=320 --detector.min-score=0.5"
                                        + " --detector.min-face-size=20 --detector.threads=2 --expression.model=m.onnx"
                                        + " --expression.watch-interval=1min --expression.max-batch=16"
                                        + " --expression.threads=3 --tracker.high-score=0.8"
                                        + " --tracker.new-person-score=0.9 --tracker.min-hits=4 --tracker.max-lost=6s"
                                        + " --windows.type=sliding --windows.size=20s --windows.slide=4s --windows.gap=8s"
                                        + " --windows.allowed-lateness=9s --room.min-persons=3 --expression.privacy=room"
                                        + " --results.format=avro --results.delivery=exactly-once --results.transactional-id-prefix=p"
                                        + " --results.transaction-timeout=1min --checkpoint.interval=11s --topics.face-expressions=t1"
                                        + " --topics.frame-results=t2 --topics.expression-windows=t3 --topics.room-windows=t4"
                                        + " --topics.dead-letters=t5")
                                .split(" "));
        assertThat(options.kafkaConnection().properties()).containsEntry("a", "b");
        assertThat(options.createTopics()).isTrue();
        assertThat(options.replication()).isEqualTo((short) 3);
        assertThat(options.topics()).allMatch(topic -> topic.partitions() == 7).hasSize(6);
        assertThat(options.topics().get(0)).isEqualTo(new Topic("f", 7, 2048));
        assertThat(options.frameSource().toString())
                .contains("f", "g", "latest", "IMAGE", "2048", "PT1S", "PT2S", "PT3S");
        assertThat(parse("--frames.stop-at=latest").frameSource().stopAt()).isEqualTo("latest");
        assertThat(parse("--frames.stop-at=latest").cameraTime().idleTimeout()).isNull();
        assertThat(options.imageLimits().toString())
                .contains("minSide=9", "maxPixels=1000", "maxBytes=2048");
        assertThat(options.cameraTime())
                .isEqualTo(
                        new CameraTimeOptions(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(9),
                                Duration.ofSeconds(31),
                                4,
                                Duration.ofSeconds(2),
                                Duration.ofHours(3)));
        assertThat(options.sampling())
                .isEqualTo(
                        new SampleOptions(
                                5,
                                true,
                                Duration.ofSeconds(13),
                                Duration.ofSeconds(14),
                                Duration.ofHours(3)));
        assertThat(options.maxCameraMetrics()).isEqualTo(15);
        assertThat(options.batchLimits().toString())
                .contains("maxFrames=4", "maxBytes=4096", "PT0.007S");
        assertThat(options.detector().toString())
                .contains("haar", "320", "0.5", "20", "CPU", "threads=2");
        assertThat(options.servedModel().toString())
                .contains("m.onnx", "CPU", "threads=3", "maxBatch=16", "PT1M");
        assertThat(options.tracker().toString()).contains("0.8", "0.9", "4", "PT6S");
        assertThat(options.windows().toString())
                .contains("SLIDING", "PT20S", "PT4S", "PT8S", "PT9S", "minPersons=3");
        assertThat(options.privacy()).isEqualTo(Privacy.ROOM);
        assertThat(options.resultSinks().toString())
                .contains("AVRO", "EXACTLY_ONCE", "=p", "PT1M", "PT11S");
        assertThat(options.resultTopics())
                .isEqualTo(new ResultTopics("t1", "t2", "t3", "t4", "t5"));
    }

    @Test
    void facesAreComparedOnlyWhereAskedFor() {
        JobOptions off = parse("--tracker.embedding-model=own.onnx");
        assertThat(off.identity()).isNull();
        assertThat(off.embedding()).isNull();

        JobOptions on =
                parse(
                        "--tracker.identity=reidentify",
                        "--tracker.embedding-model=own.onnx",
                        "--tracker.identity-ttl=1h",
                        "--tracker.identity-wait=4s",
                        "--tracker.min-similarity=0.5",
                        "--tracker.embedding-interval=1s",
                        "--tracker.embedding-min-quality=0.4",
                        "--tracker.max-lost=3s",
                        "--device=cpu");
        assertThat(on.identity())
                .isEqualTo(
                        new IdentityOptions(
                                0.5f,
                                Duration.ofSeconds(4),
                                Duration.ofHours(1),
                                Duration.ofSeconds(3)));
        assertThat(on.embedding())
                .isEqualTo(
                        new EmbeddingOptions(
                                "own.onnx", Device.CPU, 1, 32, Duration.ofSeconds(1), 0.4f));
    }

    @Test
    void faceIsSeenBeforeItIsJudged() {
        assertThatThrownBy(
                        () ->
                                parse(
                                        "--tracker.identity=reidentify",
                                        "--tracker.embedding-model=own.onnx",
                                        "--tracker.identity-wait=1s"))
                .hasMessageContaining(
                        "must be at least three times tracker.embedding-interval, so that a face is seen meanwhile. Example: --tracker.identity-wait 1500ms");
    }

    @Test
    void comparingFacesNeedsANetwork() {
        if (FaceEmbedder.isDefaultPresent()) {
            assertThat(parse("--tracker.identity=reidentify").embedding().model())
                    .isEqualTo("default");
        } else {
            assertThatThrownBy(() -> parse("--tracker.identity=reidentify"))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("build again with npm or give tracker.embedding-model");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--batch.max-frames=0; --batch.max-frames: '0' is not allowed: must be from 1 to 1024. Example: --batch.max-frames 8",
                "--batch.max-bytes=5000; must be at least frames.max-bytes, 8388608",
                "--frames.max-bytes=1; --frames.max-bytes: '1' is not allowed: must be at least 1024",
                "--frames.max-fps=-1; must be from 0 to 1000",
                "--frames.max-jump=400ms; --frames.max-jump: '400ms' is not allowed: must be at least frames.max-out-of-orderness and windows.allowed-lateness together, 500ms",
                "--windows.allowed-lateness=1min; --frames.max-jump: '1min' is not allowed: must be at least",
                "--frames.jump-frames=0; must be from 1 to 100",
                "--frames.camera-ttl=30s; --frames.camera-ttl: '30s' is not allowed: must be above frames.max-jump, 1min, and frames.idle-timeout, 5s",
                "--overload=sample; --overload: 'sample' is not allowed: needs frames.max-fps above 0",
                "--overload=sample --frames.max-fps=5 --frames.stop-at=latest; must be backpressure with frames.stop-at",
                "--overload.max-lag=0s; must be at least 1ms",
                "--overload.step-time=0s; must be at least 1ms",
                "--metrics.max-cameras=-1; must be from 0 to 100000",
                "--detector.min-score=1.5; --detector.min-score: '1.5' is not allowed: must be between 0 and 1. Example: --detector.min-score 0.65",
                "--detector.input-size=10; must be from 64 to 4096",
                "--tracker.high-score=7; must be from 0 to 1",
                "--tracker.high-score=0.9; --tracker.new-person-score: '0.8' is not allowed: must not be below tracker.high-score, 0.9",
                "--tracker.min-similarity=1.5; --tracker.min-similarity: '1.5' is not allowed: must be from -1 to 1",
                "--tracker.identity-ttl=0s; --tracker.identity-ttl",
                "--tracker.identity-wait=0s; --tracker.identity-wait",
                "--tracker.embedding-interval=99ms; must be at least 100ms",
                "--tracker.embedding-min-quality=2; must be from 0 to 1",
                "--tracker.identity=face; --tracker.identity",
                "--windows.min-quality=-1; --windows.min-quality: '-1.0' is not allowed: must be from 0 to 1",
                "--windows.size=0s; must be at least 1ms",
                "--windows.type=sliding --windows.slide=1min; --windows.slide: '1min' is not allowed: must not be above windows.size, 10s",
                "--room.min-persons=1 --expression.privacy=room; must be at least 2 with expression.privacy=room",
                "--results.delivery=exactly-once --checkpoint.interval=0s; must be above 0 with results.delivery=exactly-once",
                "--topics.dead-letters=room-windows; all result topics must differ",
                "--frames.topic=dead-letters; must not be a topic that results go to",
            })
    void refusesWithOptionValueRuleAndExample(String arguments, String message) {
        assertThatThrownBy(() -> parse(arguments.split(" "))).hasMessageContaining(message);
    }

    @Test
    void refusesABrokerWithoutAPort() {
        assertThatThrownBy(() -> JobOptions.parse("--kafka.bootstrap-servers=broker"))
                .hasMessage(
                        "--kafka.bootstrap-servers: 'broker' is not allowed: must be host:port, several separated by"
                                + " commas without spaces. Example: --kafka.bootstrap-servers"
                                + " broker-1:9092,broker-2:9092");
    }

    @Test
    void needsABroker() {
        assertThatThrownBy(JobOptions::parse)
                .isInstanceOf(CommandLine.MissingParameterException.class)
                .hasMessageContaining("--kafka.bootstrap-servers");
    }

    @Test
    void refusesUnknownOptions() {
        assertThatThrownBy(() -> parse("--windows.sise=3s"))
                .isInstanceOf(CommandLine.UnmatchedArgumentException.class)
                .hasMessageContaining("--windows.sise");
    }

    @Test
    void readsAFileAndLetsTheCommandLineOverruleIt(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("job.properties");
        Files.writeString(file, "windows.size=30s\nwindows.gap=40s\n");
        JobOptions options = parse("--config", file.toString(), "--windows.gap=50s");
        assertThat(options.windows().size()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.windows().gap()).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void refusesUnknownEntriesOfTheFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("job.properties");
        Files.writeString(file, "window.size=30s\n");
        assertThatThrownBy(() -> parse("--config=" + file)).hasMessageContaining("--window.size");
        assertThatThrownBy(() -> parse("--config=" + folder.resolve("none")))
                .hasMessageContaining(
                        "must be a properties file in UTF-8 that can be read: java.nio.file.NoSuchFile");
    }

    @Test
    void readsClientPropertiesFromAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("client.properties");
        Files.writeString(file, "security.protocol=SSL\nclient.rack=a\n");
        JobOptions options =
                parse("--kafka.properties-file=" + file, "--kafka.property=client.rack=b");
        assertThat(options.kafkaConnection().properties())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("client.rack", "b");
    }
}
