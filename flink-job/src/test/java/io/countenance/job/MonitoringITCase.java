package io.countenance.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.connectors.KafkaBroker;
import io.countenance.job.monitoring.CapturedLogs;
import io.countenance.job.monitoring.JsonLogs;
import io.countenance.job.monitoring.MetricsReference;
import io.countenance.job.monitoring.Monitoring;
import io.countenance.job.monitoring.PrometheusScrape;
import io.countenance.job.monitoring.PromqlExpression;
import io.countenance.vision.identity.EmbeddingOptions;
import io.countenance.vision.identity.FaceEmbedder;
import io.countenance.vision.inference.Device;
import io.countenance.vision.inference.OnnxGraphs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.NetUtils;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds docs/metrics.md, the dashboard, the alerts and the logs against what Prometheus gets from a
 * job that runs, with the settings that it has on Kubernetes.
 */
class MonitoringITCase {

    private static final String PREFIX = "flink_taskmanager_job_task_operator_";
    private static final String HOSTILE_CAMERA = "quo\"te \\ {x=y} <b>";

    /** Stands in pictures and records, and must stand in no log. */
    private static final String CONTENT = "content-of-a-frame";

    private static final int GOOD_FRAMES = 30;
    private static final int FRAMES_WITH_FACES = 21;

    /** The embedding of each face, whatever it looks like; of length 1. */
    private static final float[] EMBEDDING = {0.2981424f, 0.5962848f, 0.74535596f};

    /** The first digits of its numbers, as they would be written. */
    private static final String[] EMBEDDING_DIGITS = {"0.2981424", "0.5962848", "0.7453559"};

    /** So late, ms, that a frame is refused once its camera has gone on. */
    private static final long LATE = 30_000;

    /** What Flink itself measures of every operator. */
    private static final Set<String> OF_EVERY_OPERATOR =
            Set.of(
                    "numRecordsIn",
                    "numRecordsOut",
                    "numRecordsInPerSecond",
                    "numRecordsOutPerSecond",
                    "numBytesIn",
                    "numBytesOut",
                    "numBytesInPerSecond",
                    "numBytesOutPerSecond",
                    "currentInputWatermark",
                    "currentOutputWatermark",
                    "numFiredTimers",
                    "numFiredTimersPerSecond");

    /** Labels that Prometheus adds to whatever it scrapes. */
    private static final Set<String> OF_THE_TARGET =
            Set.of("namespace", "pod", "container", "endpoint", "instance", "job");

    private static final InMemoryReporter METRICS = InMemoryReporter.create();
    private static final NetUtils.Port PORT = NetUtils.getAvailablePort();

    @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .setConfiguration(METRICS.addToConfiguration(asOnKubernetes()))
                            .build());

    @TempDir static Path folder;

    private static Path embeddingModel;
    private static CapturedLogs logs;
    private static JobRun job;
    private static JobClient client;
    private static boolean facesRead;

    private static Configuration asOnKubernetes() {
        try {
            Configuration settings = Configuration.fromMap(Monitoring.flinkConfiguration());
            settings.setString("metrics.reporter.prom.port", Integer.toString(PORT.getPort()));
            return settings;
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Once: the cluster takes jobs within a test only. */
    @BeforeEach
    void runAJobOverGoodAndBadFrames() throws Exception {
        if (client != null) {
            return;
        }
        logs = CapturedLogs.open();
        embeddingModel =
                Files.write(
                        folder.resolve("embedding.onnx"), OnnxGraphs.constantEmbedding(EMBEDDING));
        job = new JobRun(BROKER, "countenance");
        client =
                job.start(
                        "--frames.max-fps=100",
                        "--frames.max-out-of-orderness=0s",
                        "--windows.size=1s",
                        "--tracker.identity=reidentify",
                        "--tracker.embedding-model=" + embeddingModel,
                        "--tracker.embedding-interval=100ms",
                        "--tracker.embedding-min-quality=0");
        byte[] jpeg = JobRun.picture(".jpg", 96, 64, 90);
        byte[] named = withComment(jpeg, CONTENT);
        byte[][] bad = {
            Arrays.copyOf(named, named.length - 40),
            JobRun.picture(".png", 1, 1, 0),
            CONTENT.getBytes(UTF_8),
            avro(CONTENT),
            new byte[0]
        };
        List<ProducerRecord<byte[], byte[]>> frames = new ArrayList<>();
        for (int number = 0; number < GOOD_FRAMES; number++) {
            frames.add(job.frame("hall", number, named));
            frames.add(job.frame(HOSTILE_CAMERA, number, jpeg));
            frames.add(job.frame("broken", number, bad[number % bad.length]));
        }
        // Twice at the same time, so sampled out; and late.
        frames.add(job.frame("hall", GOOD_FRAMES - 1, named));
        frames.add(job.frame("hall", GOOD_FRAMES, JobRun.START - LATE, jpeg));
        BROKER.write(frames);
        await(
                () -> {
                    PrometheusScrape scrape = scrape();
                    return scrape.sum(PREFIX + "framesIn", "operator_name", "CountFrames")
                                    == frames.size()
                            && scrape.sum(
                                            PREFIX + "camera_framesClassified",
                                            "camera",
                                            HOSTILE_CAMERA)
                                    >= GOOD_FRAMES - 1
                            && scrape.sum(PREFIX + "camera_framesDead", "camera", "broken")
                                    == GOOD_FRAMES
                            && scrape.sum(PREFIX + "camera_framesSampledOut", "camera", "hall") == 1
                            && scrape.sum(PREFIX + "camera_framesLate", "camera", "hall") == 1
                            && scrape.sum(
                                            "flink_jobmanager_job_numberOfCompletedCheckpoints",
                                            "job_name",
                                            "countenance")
                                    > 0;
                });
    }

    /** Once: a camera that films faces. */
    private static void readFaces() throws Exception {
        if (facesRead) {
            return;
        }
        byte[] faces = JobRun.sharedImage("npm_faceapi_sample1.jpg", 320);
        List<ProducerRecord<byte[], byte[]>> frames = new ArrayList<>();
        for (int number = 0; number < FRAMES_WITH_FACES; number++) {
            frames.add(job.frame("faces", number, faces));
        }
        // Late, so refused after its faces were read.
        frames.add(job.frame("faces", 0, JobRun.START - LATE, faces));
        BROKER.write(frames);
        await(() -> scrape().sum(PREFIX + "camera_framesLate", "camera", "faces") == 1);
        facesRead = true;
    }

    @AfterAll
    static void stop() throws Exception {
        client.cancel().get();
        logs.close();
        PORT.close();
    }

    private static PrometheusScrape scrape() throws Exception {
        return PrometheusScrape.of(PORT.getPort());
    }

    /** A JPEG with a comment before its picture. */
    private static byte[] withComment(byte[] jpeg, String comment) {
        byte[] text = comment.getBytes(UTF_8);
        byte[] whole = new byte[jpeg.length + 4 + text.length];
        whole[0] = jpeg[0];
        whole[1] = jpeg[1];
        whole[2] = (byte) 0xFF;
        whole[3] = (byte) 0xFE;
        whole[5] = (byte) (2 + text.length);
        System.arraycopy(text, 0, whole, 6, text.length);
        System.arraycopy(jpeg, 2, whole, 6 + text.length, jpeg.length - 2);
        return whole;
    }

    /** Single-object Avro of an unknown schema. */
    private static byte[] avro(String content) {
        byte[] text = content.getBytes(UTF_8);
        byte[] whole = Arrays.copyOf(new byte[] {(byte) 0xC3, 1}, 10 + text.length);
        System.arraycopy(text, 0, whole, 10, text.length);
        return whole;
    }

    @Test
    void docsListEveryMetricOfTheJobAndNoOther() throws Exception {
        PrometheusScrape scrape = scrape();
        MetricsReference reference = MetricsReference.read();
        Set<String> operators =
                reference.ours().stream()
                        .flatMap(metric -> metric.operators().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> measured = new TreeSet<>();
        scrape.types()
                .keySet()
                .forEach(
                        name -> {
                            if (name.startsWith(PREFIX)
                                    && !OF_EVERY_OPERATOR.contains(
                                            name.substring(PREFIX.length()))) {
                                for (String operator : scrape.values(name, "operator_name")) {
                                    if (operators.contains(operator)) {
                                        measured.add(operator + " " + name);
                                    }
                                }
                            }
                        });
        Set<String> described = new TreeSet<>();
        for (MetricsReference.Metric metric : reference.ours()) {
            metric.operators()
                    .forEach(operator -> described.add(operator + " " + metric.prometheus()));
        }
        assertThat(described).isEqualTo(measured);
        assertThat(scrape.samples().keySet()).containsAll(reference.flinks());
    }

    @Test
    void docsNameTypesAndLabels() throws Exception {
        PrometheusScrape scrape = scrape();
        Map<String, Metric> registered = METRICS.getMetricsByIdentifiers(client.getJobID());
        Set<String> common = scrape.labels(PREFIX + "numRecordsIn");
        for (MetricsReference.Metric metric : MetricsReference.read().ours()) {
            assertThat(metric.prometheus())
                    .isEqualTo(
                            PREFIX + metric.flink().replaceAll("<\\w+>\\.", "").replace('.', '_'));
            assertThat(scrape.types().get(metric.prometheus()))
                    .as(metric.prometheus())
                    .isEqualTo(metric.type().equals("histogram") ? "summary" : "gauge");
            Set<String> labels = new TreeSet<>(scrape.labels(metric.prometheus()));
            labels.removeAll(common);
            assertThat(labels).as("labels of %s", metric.flink()).isEqualTo(metric.labels());
            Class<?> type =
                    switch (metric.type()) {
                        case "counter" -> Counter.class;
                        case "gauge" -> Gauge.class;
                        default -> Histogram.class;
                    };
            Pattern identifier =
                    Pattern.compile(
                            ".*\\.\\d+\\."
                                    + metric.flink()
                                            .replace(".", "\\.")
                                            .replaceAll("<\\w+>", ".+"));
            assertThat(
                            registered.entrySet().stream()
                                    .filter(e -> identifier.matcher(e.getKey()).matches())
                                    .map(Map.Entry::getValue))
                    .as(metric.flink())
                    .isNotEmpty()
                    .allMatch(type::isInstance);
        }
    }

    @Test
    void everyPanelAndRuleUsesWhatThereIs() throws Exception {
        List<String> expressions = new ArrayList<>();
        for (JsonNode alert : Monitoring.alerts()) {
            expressions.add(alert.path("expr").asText());
        }
        for (JsonNode expression : Monitoring.dashboard().findValues("expr")) {
            expressions.add(withoutVariables(expression.asText()));
        }
        assertThat(expressions).hasSizeGreaterThan(40);
        PrometheusScrape scrape = scrape();
        List<PromqlExpression> read = PromqlExpression.read(expressions);
        for (int i = 0; i < read.size(); i++) {
            check(expressions.get(i), read.get(i), scrape);
        }
    }

    /** Grafana puts these in. */
    private static String withoutVariables(String expression) {
        return expression
                .replace("$__rate_interval", "5m")
                .replace("$__range", "6h")
                .replaceAll("\\$\\w+", ".*");
    }

    private static void check(String text, PromqlExpression expression, PrometheusScrape scrape) {
        assertThat(expression.error()).as(text).isNull();
        assertThat(expression.selectors()).as(text).isNotEmpty();
        for (PromqlExpression.Selector selector : expression.selectors()) {
            assertThat(scrape.samples().keySet()).as(text).contains(selector.metric());
            for (PromqlExpression.Matcher matcher : selector.matchers()) {
                if (OF_THE_TARGET.contains(matcher.label())) {
                    continue;
                }
                assertThat(scrape.labels(selector.metric()))
                        .as("labels of %s in %s", selector.metric(), text)
                        .contains(matcher.label());
                if (matcher.operator().equals("=")) {
                    assertThat(scrape.values(selector.metric(), matcher.label()))
                            .as("%s of %s in %s", matcher.label(), selector.metric(), text)
                            .contains(matcher.value());
                }
            }
        }
        for (PromqlExpression.Grouping grouping : expression.groupings()) {
            for (String metric : grouping.metrics()) {
                Set<String> labels = new TreeSet<>(scrape.labels(metric));
                labels.addAll(OF_THE_TARGET);
                assertThat(labels).as("%s in %s", metric, text).containsAll(grouping.labels());
            }
        }
    }

    @Test
    void legendsNameLabelsThatPanelsKeep() throws Exception {
        Pattern label = Pattern.compile("\\{\\{(\\w+)}}");
        for (JsonNode target : Monitoring.dashboard().findParents("expr")) {
            String expression = target.path("expr").asText();
            Matcher legend = label.matcher(target.path("legendFormat").asText());
            while (legend.find()) {
                assertThat(expression)
                        .containsPattern("\\bby \\([^)]*\\b" + legend.group(1) + "\\b[^)]*\\)");
            }
        }
    }

    @Test
    void keepsTheNamesOfCamerasAsTheyAre() throws Exception {
        assertThat(scrape().values(PREFIX + "camera_framesIn", "camera"))
                .contains("hall", HOSTILE_CAMERA, "broken")
                .isSubsetOf("hall", HOSTILE_CAMERA, "broken", "faces");
    }

    @Test
    void seriesDoNotChangeWithEachRestart() throws Exception {
        assertThat(scrape().labels(PREFIX + "framesIn"))
                .contains("job_name", "operator_name", "subtask_index", "tm_id")
                .doesNotContain("task_attempt_id", "task_attempt_num");
    }

    @Test
    void facesAddUp() throws Exception {
        readFaces();
        PrometheusScrape scrape = scrape();
        double followed = scrape.sum(PREFIX + "camera_facesFollowed", "camera", "faces");
        double unfollowed = scrape.sum(PREFIX + "camera_facesUnfollowed", "camera", "faces");
        double refused = scrape.sum(PREFIX + "camera_facesRefused", "camera", "faces");
        assertThat(followed).isPositive();
        assertThat(refused).isPositive();
        // The last frame waits for its successor.
        assertThat(followed + unfollowed).isEqualTo((FRAMES_WITH_FACES - 1) * refused);
        assertThat(followed + unfollowed + 2 * refused)
                .isEqualTo(scrape.sum(PREFIX + "facesDetected", "operator_name", "DetectFaces"))
                .isEqualTo(
                        scrape.sum(
                                PREFIX + "model_facesClassified",
                                "operator_name",
                                "ClassifyFaces"));
        assertThat(scrape.values(PREFIX + "model_facesClassified", "model"))
                .singleElement()
                .asString()
                .matches(".+@[0-9a-f]{12}");
        assertThat(scrape.sum(PREFIX + "stage_timeMicroseconds", "stage", "classify")).isPositive();
        assertThat(
                        scrape.sum(
                                PREFIX + "model_inferenceMicroseconds_count",
                                "operator_name",
                                "ClassifyFaces"))
                .isPositive();
        assertThat(scrape.sum(PREFIX + "facesEmbedded", "operator_name", "EmbedFaces"))
                .as("all of them, with these options")
                .isEqualTo(followed + unfollowed + 2 * refused);
        assertThat(scrape.sum(PREFIX + "stage_timeMicroseconds", "stage", "embed")).isPositive();
    }

    @Test
    void noEmbeddingStandsInAnyRecordLogOrMetric() throws Exception {
        EmbeddingOptions options =
                new EmbeddingOptions(
                        embeddingModel.toString(), Device.CPU, 1, 1, Duration.ofMillis(100), 0);
        try (FaceEmbedder embedder = FaceEmbedder.open(options)) {
            byte[] crop = new byte[FaceEmbedder.CROP_SIZE * FaceEmbedder.CROP_SIZE * 3];
            assertThat(embedder.embed(crop, 1)[0]).containsExactly(EMBEDDING);
        }
        readFaces();
        await(
                () ->
                        job.read("expression-windows").stream()
                                .anyMatch(
                                        window ->
                                                window.path("cameraId").asText().equals("faces")));
        assertThat(scrape().sum(PREFIX + "facesEmbedded", "operator_name", "EmbedFaces"))
                .isPositive();

        for (String topic :
                List.of(
                        "face-expressions",
                        "frame-results",
                        "expression-windows",
                        "room-windows",
                        "dead-letters")) {
            for (JsonNode record : job.read(topic)) {
                assertThat(record.toString()).as(topic).doesNotContain(EMBEDDING_DIGITS);
            }
        }
        assertThat(job.read("face-expressions"))
                .anyMatch(face -> face.path("personId").asLong() > 0);
        JsonLogs layout = JsonLogs.asOnKubernetes();
        assertThat(logs.events()).isNotEmpty();
        for (LogEvent event : logs.events()) {
            assertThat(layout.line(event)).doesNotContain(EMBEDDING_DIGITS);
        }
        scrape().samples()
                .forEach(
                        (metric, samples) ->
                                assertThat(samples)
                                        .as(metric)
                                        .extracting(sample -> Double.toString(sample.value()))
                                        .noneMatch(
                                                value ->
                                                        Stream.of(EMBEDDING_DIGITS)
                                                                .anyMatch(value::startsWith)));
    }

    @Test
    void logsNameCameraAndFrameAndHoldNoPicture() throws Exception {
        List<LogEvent> events = logs.events();
        List<ReadOnlyStringMap> ids =
                events.stream()
                        .map(LogEvent::getContextData)
                        .filter(context -> "broken".equals(context.getValue("camera")))
                        .toList();
        assertThat(ids)
                .extracting(context -> context.<String>getValue("record"))
                .hasSize(GOOD_FRAMES)
                .doesNotHaveDuplicates()
                .allMatch(record -> record.matches("countenance-frames/\\d/\\d+"));
        // The number of a record that is no picture at all is not known.
        assertThat(ids)
                .extracting(context -> context.<String>getValue("frame"))
                .contains("0", "1", null);
        JsonLogs layout = JsonLogs.asOnKubernetes();
        for (LogEvent event : events) {
            String line = layout.line(event);
            assertThat(line).hasSizeLessThan(20_000).doesNotContain(CONTENT);
            Object[] parameters = event.getMessage().getParameters();
            if (parameters != null) {
                assertThat(parameters)
                        .allMatch(
                                parameter ->
                                        parameter == null
                                                || parameter instanceof String
                                                || parameter instanceof Number
                                                || parameter instanceof Throwable,
                                line);
            }
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
