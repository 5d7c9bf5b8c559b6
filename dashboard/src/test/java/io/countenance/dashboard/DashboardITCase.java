package io.countenance.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.connectors.KafkaBroker;
import io.countenance.connectors.publish.JpegEncoder;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.schemas.BoundingBox;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FaceQuality;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import io.countenance.schemas.VideoFrame;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From records in a real broker to events of the page. */
@Timeout(60)
class DashboardITCase {

    @RegisterExtension private static final KafkaBroker BROKER = new KafkaBroker();

    private static final DashboardTopics TOPICS =
            new DashboardTopics(
                    "video-frames",
                    "face-expressions",
                    "frame-results",
                    "expression-windows",
                    "room-windows",
                    "dead-letters");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AccessToken token = AccessToken.generate();
    private final HttpClient client = HttpClient.newHttpClient();
    private DashboardServer server;

    @BeforeAll
    static void createTopics() {
        KafkaTopics.create(
                BROKER.connection(),
                (short) 1,
                List.of(
                        new KafkaTopics.Topic(TOPICS.frames(), 2, 1 << 20),
                        new KafkaTopics.Topic(TOPICS.faceExpressions(), 2, 1 << 20),
                        new KafkaTopics.Topic(TOPICS.frameResults(), 2, 1 << 20),
                        new KafkaTopics.Topic(TOPICS.expressionWindows(), 2, 1 << 20),
                        new KafkaTopics.Topic(TOPICS.deadLetters(), 1, 1 << 20)));
    }

    @BeforeEach
    void start() throws Exception {
        write(TOPICS.expressionWindows(), Windows.person("before", 1, 0), ResultFormat.JSON);
        server =
                new DashboardServer(
                        new DashboardOptions(
                                BROKER.connection(),
                                TOPICS,
                                "localhost",
                                new PortRange(0, 0),
                                null,
                                token,
                                PreviewMode.BLURRED,
                                Duration.ofMinutes(10),
                                1 << 20));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @SuppressWarnings("unchecked")
    private static <T extends SpecificRecord> void write(
            String topic, T record, ResultFormat format) throws Exception {
        BROKER.write(
                List.of(
                        new ProducerRecord<>(
                                topic,
                                new RecordCodec<>((Class<T>) record.getClass(), format)
                                        .encode(record))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address()).resolve(path))
                .header("Authorization", "Bearer " + token.secret());
    }

    private Iterator<String> events() throws Exception {
        return client.send(
                        request("/events").header("Accept", "text/event-stream").build(),
                        HttpResponse.BodyHandlers.ofLines())
                .body()
                .iterator();
    }

    /** The data of the next event that fits; a snapshot's windows count as events of their own. */
    private static JsonNode await(Iterator<String> lines, Predicate<JsonNode> fits)
            throws Exception {
        while (true) {
            String line = lines.next();
            if (line.startsWith("data: ")) {
                JsonNode data = JSON.readTree(line.substring("data: ".length()));
                for (JsonNode window : data.path("persons")) {
                    if (fits.test(window)) {
                        return window;
                    }
                }
                if (fits.test(data)) {
                    return data;
                }
            }
        }
    }

    private static Predicate<JsonNode> ofCamera(String camera) {
        return data -> data.path("camera").asText().equals(camera);
    }

    @Test
    void tellsWhatIsInTheTopicsAndWhatComes() throws Exception {
        Iterator<String> lines = events();
        assertThat(await(lines, ofCamera("before")).at("/person").asText()).isEqualTo("1");

        write(TOPICS.expressionWindows(), Windows.person("json", 2, 1), ResultFormat.JSON);
        assertThat(await(lines, ofCamera("json")).at("/person").asText()).isEqualTo("2");
        write(TOPICS.expressionWindows(), Windows.person("avro", 3, 1), ResultFormat.AVRO);
        JsonNode avro = await(lines, ofCamera("avro"));
        assertThat(avro.at("/distribution").fieldNames())
                .toIterable()
                .startsWith("neutral", "happiness");
        assertThat(avro.at("/models/0").asText()).isEqualTo(Windows.MODEL);

        BROKER.write(
                List.of(
                        new ProducerRecord<>(
                                TOPICS.expressionWindows(),
                                "no window".getBytes(StandardCharsets.UTF_8)),
                        new ProducerRecord<>(TOPICS.expressionWindows(), null)));
        write(TOPICS.frameResults(), Windows.frame("json", 1, 0), ResultFormat.JSON);
        write(TOPICS.deadLetters(), Windows.refused("json", "late-frame"), ResultFormat.AVRO);
        JsonNode health =
                await(
                        lines,
                        data ->
                                data.path("unreadable").asInt() == 2
                                        && data.at("/cameras/0/refused/late-frame").asInt() == 1
                                        && data.at("/cameras/0/read").asInt() == 1);
        assertThat(health.at("/broker/connected").asBoolean()).isTrue();
        assertThat(health.at("/broker/missingTopics/0").asText()).isEqualTo("room-windows");

        KafkaTopics.create(
                BROKER.connection(),
                (short) 1,
                List.of(new KafkaTopics.Topic(TOPICS.roomWindows(), 1, 1 << 20)));
        write(TOPICS.roomWindows(), Windows.room("room", 6, 0), ResultFormat.JSON);
        assertThat(await(lines, ofCamera("room")).at("/persons").asInt()).isEqualTo(6);
    }

    private static byte[] image() {
        try (Mat picture = new Mat(480, 640, opencv_core.CV_8UC3, new Scalar(90, 120, 150, 0));
                JpegEncoder encoder = new JpegEncoder(90, 0)) {
            return encoder.encode(picture).bytes();
        }
    }

    /** A frame with one face, and its results. */
    private static void writeFrame(String camera, long number, byte[] image) throws Exception {
        Instant time = Windows.START.plusMillis(40 * number);
        write(
                TOPICS.frames(),
                new VideoFrame(camera, number, time, 640, 480, ByteBuffer.wrap(image)),
                ResultFormat.AVRO);
        write(
                TOPICS.faceExpressions(),
                FaceExpression.newBuilder()
                        .setCameraId(camera)
                        .setSequenceNumber(number)
                        .setCaptureTime(time)
                        .setPersonId(4)
                        .setFrameWidth(640)
                        .setFrameHeight(480)
                        .setBox(new BoundingBox(10f, 20f, 30f, 40f))
                        .setDetectionScore(0.9f)
                        .setQuality(new FaceQuality(0.8f, 50f, 30f, null, null))
                        .setDominant("neutral")
                        .setDistribution(Map.of("neutral", 1f))
                        .setModelId("m@1")
                        .build(),
                ResultFormat.JSON);
        write(TOPICS.frameResults(), Windows.frame(camera, number, 1), ResultFormat.JSON);
    }

    private HttpResponse<String> picture(String camera) throws Exception {
        return client.send(
                request("/preview?camera=" + camera).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void showsAFrameOnceItsResultsAreThereOfACameraThatIsLookedAt() throws Exception {
        byte[] image = image();
        JsonNode picture = null;
        // Only frames that come once a picture is wanted are read.
        for (long number = 0; picture == null; number++) {
            writeFrame("yard", number, image);
            writeFrame("hall", number, image);
            HttpResponse<String> answer = picture("hall");
            assertThat(answer.statusCode()).isIn(200, 204);
            picture = answer.statusCode() == 200 ? JSON.readTree(answer.body()) : null;
        }
        assertThat(picture.at("/faces/0/person").asText()).isEqualTo("4");
        assertThat(picture.at("/width").asInt()).isEqualTo(640);
        assertThat(picture("yard").statusCode()).as("nobody has looked at it").isEqualTo(204);
    }

    @Test
    void theLinkOpensThePage() throws Exception {
        assertThat(server.link()).startsWith(server.address() + "?token=");
        HttpResponse<String> page =
                client.send(
                        HttpRequest.newBuilder(URI.create(server.link())).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(303);
    }
}
