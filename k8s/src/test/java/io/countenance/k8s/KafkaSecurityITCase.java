package io.countenance.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.connectors.KafkaBroker;
import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.publish.Publish;
import io.countenance.dashboard.Dashboard;
import io.countenance.demo.backfill.Backfill;
import io.countenance.job.CountenanceJob;
import io.countenance.job.options.JobOptions;
import io.countenance.options.Program;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Publisher, job, backfill and live page as the manifests start them, on a broker with the
 * manifests' users and their rights; and others, who get nothing.
 */
class KafkaSecurityITCase {

    private static final int FRAMES = 12;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension static final SecuredKafka KAFKA = new SecuredKafka();

    private static Configuration cluster() {
        Configuration configuration =
                Configuration.fromMap(
                        Map.of(
                                JobManagerOptions.SCHEDULER.key(),
                                Manifests.read("base")
                                        .flinkConfiguration()
                                        .get(JobManagerOptions.SCHEDULER.key())));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return configuration;
    }

    /** The publisher, then the job, over all frames. */
    @BeforeAll
    static void run(@TempDir Path pictures) throws Exception {
        for (int i = 0; i < FRAMES; i++) {
            BufferedImage picture = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = picture.createGraphics();
            graphics.setColor(new Color(20 * i, 40, 90));
            graphics.fillRect(0, 0, 160, 120);
            graphics.dispose();
            ImageIO.write(picture, "jpeg", pictures.resolve(i + ".jpg").toFile());
        }
        Path alive = pictures.resolve("alive");
        int exit =
                Program.run(
                        new Publish(),
                        "--images=entrance=" + pictures,
                        "--as-fast-as-possible",
                        "--quiet",
                        "--alive-file=" + alive,
                        "--bootstrap-servers=" + KAFKA.bootstrapServers(),
                        "--kafka.properties-file="
                                + KAFKA.filesOf("countenance-publisher")
                                        .resolve("client.properties"));
        assertThat(exit).isZero();
        assertThat(alive).exists();
        runJob("countenance");
    }

    private static void runJob(String user) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(2, cluster());
        CountenanceJob.build(environment, options(user));
        environment.execute();
    }

    /** The manifest's own, but for the place of broker and files, and an end. */
    private static JobOptions options(String user) throws Exception {
        Path files = KAFKA.filesOf(user);
        Stream<String> arguments =
                Arrays.stream(Manifests.read("overlays/cpu").arguments())
                        .map(argument -> argument.replace("/etc/kafka", files.toString()))
                        .map(
                                argument ->
                                        argument.replaceAll(
                                                "bootstrap-servers=.*",
                                                "bootstrap-servers=" + KAFKA.bootstrapServers()))
                        .map(argument -> argument.replaceAll("interval=10s", "interval=200ms"));
        return JobOptions.parse(
                Stream.concat(arguments, Stream.of("--frames.stop-at=latest"))
                        .toArray(String[]::new));
    }

    @Test
    void theJobWorksWithItsRightsAndAReaderSeesItsResults() throws Exception {
        KafkaConnection reader = KAFKA.byPassword("countenance-reader", Certificates.PASSWORD);
        assertThat(KafkaBroker.read(reader, "frame-results")).hasSize(FRAMES);
        assertThat(KafkaBroker.read(reader, "dead-letters")).isEmpty();
    }

    @Test
    void aBackfillMakesTopicsOfItsOwn() throws Exception {
        Path files = KAFKA.filesOf("countenance-backfill");
        List<String> arguments = new ArrayList<>();
        for (String argument :
                Manifests.values(
                        Pods.of(Manifests.read("backfill"))
                                .get(0)
                                .container("backfill")
                                .path("args"))) {
            arguments.add(
                    argument.replace("/etc/kafka", files.toString())
                            .replaceAll("servers=.*", "servers=" + KAFKA.bootstrapServers())
                            .replaceAll("from=.*", "from=0")
                            .replaceAll("to=.*", "to=4000000000000")
                            .replaceAll("parallelism=.*", "parallelism=1")
                            .replace("partitions=12", "partitions=1")
                            .replace("replication=3", "replication=1"));
        }
        arguments.add("--job-option=checkpoint.interval=200ms");
        assertThat(Program.run(new Backfill(), arguments.toArray(String[]::new))).isZero();
        KafkaConnection reader = KAFKA.byPassword("countenance-reader", Certificates.PASSWORD);
        assertThat(KafkaBroker.read(reader, "backfill-1-frame-results")).hasSize(FRAMES);
    }

    @Test
    @Timeout(120)
    void theLivePageReadsResultsAndNoFrames(@TempDir Path folder) throws Exception {
        JsonNode container = Pods.of(Manifests.read("dashboard")).get(0).container("dashboard");
        Path files = KAFKA.filesOf("countenance-dashboard");
        Path token = Files.writeString(folder.resolve("token"), "0123456789abcdef");
        String[] arguments =
                Stream.concat(
                                Manifests.values(container.path("args")).stream(),
                                Stream.of("--port=0"))
                        .map(argument -> argument.replace("/etc/kafka", files.toString()))
                        .map(
                                argument ->
                                        argument.replaceAll(
                                                "servers=.*",
                                                "servers=" + KAFKA.bootstrapServers()))
                        .map(argument -> argument.replace("/etc/dashboard/token", token.toString()))
                        .toArray(String[]::new);
        PipedReader printed = new PipedReader();
        CommandLine dashboard = Program.commandLine(new Dashboard());
        dashboard.setOut(new PrintWriter(new PipedWriter(printed)));
        dashboard.setErr(new PrintWriter(new StringWriter()));
        Thread program = new Thread(() -> dashboard.execute(arguments), "dashboard");
        program.start();
        try {
            String line = new BufferedReader(printed).readLine();
            Matcher address = Pattern.compile("http://localhost:\\d+/").matcher(line);
            assertThat(address.find()).as(line).isTrue();
            URI page = URI.create(address.group());
            String health = container.at("/readinessProbe/httpGet/path").asText();
            assertThat(
                            HTTP.send(
                                            HttpRequest.newBuilder(page.resolve(health)).build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .body())
                    .isEqualTo("ok");
            assertReadsResults(page, "0123456789abcdef");
        } finally {
            program.interrupt();
            program.join();
        }
        KafkaConnection reader = KAFKA.byCertificate("countenance-dashboard");
        for (String topic : List.of("video-frames", "face-expressions")) {
            assertThatThrownBy(() -> KafkaBroker.read(reader, topic))
                    .isInstanceOf(TopicAuthorizationException.class)
                    .hasMessageContaining(topic);
        }
    }

    /** Connected with all topics, and still so some looks later: a fetch would be refused. */
    private static void assertReadsResults(URI page, String token) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(page.resolve("/events"))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "text/event-stream")
                        .build();
        try (Stream<String> lines =
                HTTP.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            assertThat(
                            lines.filter(line -> line.contains("\"broker\":"))
                                    .dropWhile(line -> !line.contains("\"connected\":true"))
                                    .limit(5))
                    .hasSize(5)
                    .allMatch(line -> line.contains("\"connected\":true"))
                    .allMatch(line -> line.contains("\"missingTopics\":[]"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"video-frames", "frame-results", "expression-windows"})
    void whoHasNoRightsReadsNoFrameAndNoResult(String topic) throws Exception {
        KafkaConnection stranger = KAFKA.byCertificate("stranger");
        assertThatThrownBy(() -> KafkaBroker.read(stranger, topic))
                .isInstanceOf(TopicAuthorizationException.class)
                .hasMessageContaining(topic);
        KafkaConnection publisher = KAFKA.byCertificate("countenance-publisher");
        assertThatThrownBy(() -> KafkaBroker.read(publisher, topic))
                .isInstanceOf(TopicAuthorizationException.class)
                .hasMessageContaining(topic);
    }

    @Test
    void aReaderOfResultsReadsNoFrame() throws Exception {
        KafkaConnection reader = KAFKA.byPassword("countenance-reader", Certificates.PASSWORD);
        assertThatThrownBy(() -> KafkaBroker.read(reader, "video-frames"))
                .isInstanceOf(TopicAuthorizationException.class)
                .hasMessageContaining("video-frames");
    }

    @Test
    void onlyThePublisherWritesFramesAndOnlyTheJobResults() throws Exception {
        for (KafkaConnection other :
                List.of(KAFKA.byCertificate("stranger"), KAFKA.byCertificate("countenance"))) {
            assertMayNotWrite(other, "video-frames");
        }
        assertMayNotWrite(KAFKA.byCertificate("countenance-publisher"), "frame-results");
        assertMayNotWrite(KAFKA.byCertificate("countenance-backfill"), "frame-results");
        assertMayNotWrite(KAFKA.byCertificate("countenance-dashboard"), "frame-results");
        assertMayNotWrite(
                KAFKA.byPassword("countenance-reader", Certificates.PASSWORD), "frame-results");
    }

    private static void assertMayNotWrite(KafkaConnection connection, String topic) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        connection.clientProperties(Map.of()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            assertThatThrownBy(
                            () ->
                                    producer.send(new ProducerRecord<>(topic, new byte[1]))
                                            .get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void theJobOfSomebodyElseFails() throws Exception {
        assertThatThrownBy(() -> runJob("stranger"))
                .hasStackTraceContaining("authorization failed");
    }

    @Test
    void nobodyComesInWithoutCertificateOrWithAWrongPassword() throws Exception {
        KafkaConnection without = KAFKA.withoutCertificate();
        assertThatThrownBy(() -> KafkaBroker.read(without, "frame-results"))
                .isInstanceOf(SslAuthenticationException.class);
        KafkaConnection wrong = KAFKA.byPassword("countenance-reader", "guess");
        assertThatThrownBy(() -> KafkaBroker.read(wrong, "frame-results"))
                .isInstanceOf(SaslAuthenticationException.class)
                .hasMessageContaining("invalid credentials");
    }

    @Test
    void theJobGraphHasNoPassword() throws Exception {
        assertThat(options("countenance").kafkaConnection().properties().values())
                .contains(
                        "${directory:%s/user:user.password}"
                                .formatted(KAFKA.filesOf("countenance")))
                .noneMatch(value -> value.contains(Certificates.PASSWORD));
        assertThat(Files.readString(KAFKA.filesOf("countenance").resolve("user/user.password")))
                .isEqualTo(Certificates.PASSWORD);
    }
}
