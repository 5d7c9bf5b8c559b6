package io.countenance.connectors.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.countenance.connectors.KafkaBroker;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.options.Program;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import io.countenance.schemas.VideoFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.util.Throwables;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PublishITCase {

    private static final String START = "2026-03-01T12:00:00Z";
    private static final long START_MS = Instant.parse(START).toEpochMilli();

    @RegisterExtension private static final KafkaBroker BROKER = new KafkaBroker();
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void publishesAVideoWithItsOwnTimes() throws Exception {
        Path video = folder.resolve("film.mp4");
        TestVideo.write(video, 20, 10);

        int exit =
                run(
                        "--video",
                        "lobby=" + video,
                        "--topic",
                        "film",
                        "--create-topics",
                        "--as-fast-as-possible",
                        "--start-time",
                        START);

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("lobby: 20 frames")
                .contains("20 frames (")
                .contains("in film within");
        RecordCodec<VideoFrame> codec = new RecordCodec<>(VideoFrame.class, ResultFormat.AVRO);
        List<ConsumerRecord<byte[], byte[]>> records = BROKER.read("film");
        assertThat(records)
                .hasSize(20)
                .allSatisfy(record -> assertThat(record.key()).isEqualTo(utf8("lobby")));
        for (int i = 0; i < 20; i++) {
            ConsumerRecord<byte[], byte[]> record = records.get(i);
            VideoFrame frame = codec.decode(record.value());
            assertThat(frame.getCameraId()).isEqualTo("lobby");
            assertThat(frame.getSequenceNumber()).isEqualTo(i);
            assertThat(frame.getCaptureTime().toEpochMilli()).isEqualTo(START_MS + 100 * i);
            assertThat(frame.getWidth()).isEqualTo(TestVideo.WIDTH);
            assertThat(frame.getHeight()).isEqualTo(TestVideo.HEIGHT);
            assertThat(record.timestamp()).isEqualTo(START_MS + 100 * i);
            assertThat(KafkaBroker.header(record, "sequence-number")).isEqualTo("" + i);
            assertThat(KafkaBroker.header(record, "capture-time"))
                    .isEqualTo("" + (START_MS + 100 * i));
            byte[] jpeg = new byte[frame.getImage().remaining()];
            frame.getImage().get(jpeg);
            // FFmpeg's conversion to YUV and back takes 3 to 5 off; the next frame's value is 10
            // away.
            assertThat(grey(jpeg)).isCloseTo(TestVideo.grey(i), within(6));
        }
    }

    @Test
    void thinsOutLoopsAndScales() throws Exception {
        Path video = folder.resolve("film.mp4");
        TestVideo.write(video, 20, 10);

        int exit =
                run(
                        "--video",
                        video.toString(),
                        "--topic",
                        "loops",
                        "--create-topics",
                        "--as-fast-as-possible",
                        "--start-time",
                        START,
                        "--fps",
                        "5",
                        "--loop",
                        "2",
                        "--max-width",
                        "32",
                        "--format",
                        "image");

        assertThat(exit).as(err.toString()).isZero();
        List<ConsumerRecord<byte[], byte[]>> records = BROKER.read("loops");
        assertThat(records)
                .extracting(ConsumerRecord::timestamp)
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> START_MS + 200L * i).toList());
        assertThat(records)
                .allSatisfy(
                        record -> {
                            assertThat(record.key()).isEqualTo(utf8("film"));
                            assertThat(width(record.value())).isEqualTo(32);
                        });
    }

    @Test
    void aRunWithAFixedStartTimeIsReproducible() throws Exception {
        Path video = folder.resolve("film.mp4");
        TestVideo.write(video, 5, 10);
        for (String topic : List.of("first", "second")) {
            assertThat(
                            run(
                                    "--video",
                                    video.toString(),
                                    "--topic",
                                    topic,
                                    "--create-topics",
                                    "--as-fast-as-possible",
                                    "--start-time",
                                    START))
                    .isZero();
        }
        assertThat(BROKER.read("first"))
                .extracting(record -> new String(record.value(), StandardCharsets.ISO_8859_1))
                .isEqualTo(
                        BROKER.read("second").stream()
                                .map(
                                        record ->
                                                new String(
                                                        record.value(),
                                                        StandardCharsets.ISO_8859_1))
                                .toList());
    }

    @Test
    void publishesAFolderAndTellsWhatItLeftOut() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (Scalar colour = new Scalar(10, 20, 30, 0);
                    Mat image = new Mat(48, 64, CV_8UC3, colour)) {
                imwrite(folder.resolve(i + ".png").toString(), image);
            }
        }
        Files.write(folder.resolve("broken.jpg"), new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("readme.txt"), "no picture");

        int exit =
                run(
                        "--images",
                        "hall=" + folder,
                        "--topic",
                        "folder",
                        "--create-topics",
                        "--as-fast-as-possible",
                        "--start-time",
                        "" + START_MS,
                        "--fps",
                        "2");

        assertThat(exit).isEqualTo(1);
        assertThat(out.toString()).contains("hall: 3 frames, 1 pictures left out as undecodable");
        assertThat(BROKER.read("folder"))
                .extracting(ConsumerRecord::timestamp)
                .containsExactly(START_MS, START_MS + 500, START_MS + 1000);
    }

    @Test
    void twoCamerasAtOnceInRealTimeEndAfterMaxFrames() throws Exception {
        Path video = folder.resolve("film.mp4");
        TestVideo.write(video, 10, 50);
        long before = System.nanoTime();
        int exit =
                run(
                        "--video",
                        "a=" + video,
                        "--video",
                        "b=" + video,
                        "--topic",
                        "two",
                        "--create-topics",
                        "--loop",
                        "forever",
                        "--max-frames",
                        "15");
        assertThat(exit).as(err.toString()).isZero();
        assertThat((System.nanoTime() - before) / 1e6)
                .as("14 intervals of 20 ms")
                .isGreaterThan(280);
        assertThat(BROKER.read("two")).hasSize(30);
    }

    @Test
    void framesAboveTheLimitAreToldAndFailTheRun() throws Exception {
        try (Scalar colour = new Scalar(10, 20, 30, 0);
                Mat image = new Mat(2000, 2000, CV_8UC3, colour)) {
            imwrite(folder.resolve("large.png").toString(), image);
        }
        int exit =
                run(
                        "--images",
                        folder.toString(),
                        "--topic",
                        "limit",
                        "--create-topics",
                        "--max-frame-bytes",
                        "1024");
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString()).contains("1 frames are NOT in the topic: too large");
    }

    @Test
    void framesThatTheTopicRefusesAreCounted() throws Exception {
        KafkaTopics.create(
                BROKER.connection(), (short) 1, List.of(new KafkaTopics.Topic("small", 1, 1024)));
        try (FramePublisher publisher =
                new FramePublisher(
                        new PublisherOptions(
                                BROKER.connection(), "small", PublishFormat.IMAGE, 4_000_000))) {
            publisher.publish("a", 0, START_MS, new byte[2_000_000]);
            publisher.publish("a", 1, START_MS + 1, new byte[500]);
            publisher.flush();
            assertThat(publisher.counts()).isEqualTo(new PublishCounts(1, 500, 1, 0));
        }
    }

    @Test
    void aStreamThatEndsIsOpenedAgain() throws Exception {
        HttpServer server = serve();
        server.createContext("/", sending(film(), exchange -> {}));
        try {
            long before = System.currentTimeMillis();
            int exit =
                    run(
                            "--rtsp",
                            "door=" + address(server, ""),
                            "--topic",
                            "stream",
                            "--create-topics",
                            "--max-frames",
                            "30");
            assertThat(exit).as(err.toString()).isZero();
            assertThat(out.toString()).contains("door: 30 frames, connected again 1 times");
            assertThat(BROKER.read("stream"))
                    .hasSize(30)
                    .extracting(ConsumerRecord::timestamp)
                    .doesNotHaveDuplicates()
                    .isSorted()
                    .allSatisfy(
                            time ->
                                    assertThat(time)
                                            .isBetween(before, System.currentTimeMillis() + 30));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aUrlInAFileIsReadWheneverTheStreamIsOpened() throws Exception {
        Path file = folder.resolve("door.url");
        AtomicReference<String> password = new AtomicReference<>("first");
        HttpServer server = serve();
        HttpHandler changePassword =
                exchange -> {
                    password.set("second");
                    Files.writeString(file, address(server, "me:second@"));
                };
        server.createContext("/", sending(film(), changePassword))
                .setAuthenticator(
                        new BasicAuthenticator("film") {
                            @Override
                            public boolean checkCredentials(String name, String given) {
                                return name.equals("me") && given.equals(password.get());
                            }
                        });
        Files.writeString(file, address(server, "me:first@") + "\n");
        try {
            int exit =
                    run(
                            "--rtsp-file",
                            file.toString(),
                            "--topic",
                            "secret",
                            "--create-topics",
                            "--max-frames",
                            "30");
            assertThat(exit).as(err.toString()).isZero();
            assertThat(out.toString()).contains("door: 30 frames, connected again");
            assertThat(BROKER.read("secret")).hasSize(30);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aStreamThatFailsTellsNoPassword() throws Exception {
        String url = "http://me:s3cret@127.0.0.1:1/film?key=s3cret";
        Path file = Files.writeString(folder.resolve("door.url"), url);
        assertThat(run("--rtsp", url, "--topic", "none", "--create-topics")).isEqualTo(1);
        assertThat(err.toString()).contains("http://***@127.0.0.1:1/film cannot be opened");
        assertThat(run("--rtsp-file", file.toString(), "--topic", "none")).isEqualTo(1);
        assertThat(err.toString()).contains(file + " cannot be opened").doesNotContain("s3cret");
        assertThatThrownBy(() -> FrameReaders.stream(url))
                .isInstanceOf(IOException.class)
                .extracting(Throwables::getStackTrace)
                .asString()
                .contains("http://***@127.0.0.1:1/film cannot be opened")
                .doesNotContain("s3cret");
    }

    @Test
    void aFileWithoutAUrlIsRefusedWithoutItsContent() throws Exception {
        Path file = Files.writeString(folder.resolve("door.url"), "me:s3cret at the door");
        assertUsage(
                "--rtsp-file: '%s' is not allowed: must be a file that holds one URL: %s holds something else"
                        .formatted(file, file),
                "--rtsp-file",
                file.toString());
        assertThat(err.toString()).doesNotContain("s3cret");
        assertUsage(
                "none.url cannot be read", "--rtsp-file", folder.resolve("none.url").toString());
        assertUsage(
                "--rtsp: 'rtsp://***@door/a' is not allowed: the camera name 'door/a' is taken",
                "--rtsp",
                "rtsp://me:s3cret@door/a",
                "--rtsp",
                "rtsp://me:s3cret@door/a");
        assertThat(err.toString()).doesNotContain("s3cret");
    }

    private byte[] film() throws Exception {
        Path video = folder.resolve("film.ts");
        TestVideo.write(video, 20, 10);
        return Files.readAllBytes(video);
    }

    private static HttpServer serve() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        return server;
    }

    private static HttpHandler sending(byte[] content, HttpHandler afterwards) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(content);
            }
            afterwards.handle(exchange);
        };
    }

    private static String address(HttpServer server, String user) {
        return "http://%s127.0.0.1:%d/film".formatted(user, server.getAddress().getPort());
    }

    @Test
    void sourcesThatAreNotThereStopTheProgramAtOnce() {
        assertThat(
                        run(
                                "--video",
                                "lobby=" + folder.resolve("none.mp4"),
                                "--topic",
                                "none",
                                "--create-topics"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("There is no video file");
    }

    @Test
    void optionsThatContradictStopTheProgram() {
        assertUsage(
                "at least one of --video, --images, --rtsp, --rtsp-file and --camera must be given");
        assertUsage(
                "'film' is taken by another source",
                "--video",
                "a/film.mp4",
                "--video",
                "b/film.mp4");
        assertUsage(
                "--as-fast-as-possible: 'true' is not allowed: is for --video and --images only",
                "--camera",
                "0",
                "--as-fast-as-possible");
        assertUsage(
                "--start-time: 'yesterday' is not allowed: must be now, an ISO-8601 time",
                "--video",
                "a.mp4",
                "--start-time",
                "yesterday");
        assertUsage(
                "--jpeg-quality: '101' is not allowed: must be 1 to 100",
                "--video",
                "a.mp4",
                "--jpeg-quality",
                "101");
        assertUsage("--loop: '0' is not allowed", "--video", "a.mp4", "--loop", "0");
        assertUsage(
                "--camera: 'front' is not allowed: must be a number from 0", "--camera", "front");
        assertUsage("Unknown option", "--video", "a.mp4", "--vidoe", "b.mp4");
    }

    private void assertUsage(String message, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    private int run(String... arguments) {
        CommandLine line = Program.commandLine(new Publish());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 5];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(
                new String[] {
                    "--bootstrap-servers", BROKER.bootstrapServers(), "--partitions", "1", "--quiet"
                },
                0,
                all,
                arguments.length,
                5);
        return line.execute(all);
    }

    private static int grey(byte[] jpeg) {
        try (BytePointer pointer = new BytePointer(jpeg);
                Mat encoded = new Mat(1, jpeg.length, CV_8UC1, pointer);
                Mat image = imdecode(encoded, IMREAD_COLOR)) {
            return image.ptr(TestVideo.HEIGHT / 2, TestVideo.WIDTH / 2).get() & 0xFF;
        }
    }

    private static int width(byte[] jpeg) {
        try (BytePointer pointer = new BytePointer(jpeg);
                Mat encoded = new Mat(1, jpeg.length, CV_8UC1, pointer);
                Mat image = imdecode(encoded, IMREAD_COLOR)) {
            return image.cols();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
