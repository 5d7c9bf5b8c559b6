package io.countenance.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.connectors.KafkaBroker;
import io.countenance.job.metrics.FrameFate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Wrong clocks, silence, repetitions and overload, between a real broker and a real cluster. */
class TimeAndLoadITCase {

    private static final long HOUR = 3_600_000;
    private static final Pattern CAMERA_COUNTER =
            Pattern.compile(".*\\.camera\\.(.+)\\.(frames\\w+)");

    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .setConfiguration(METRICS.addToConfiguration(new Configuration()))
                            .build());

    /** Sums over operators and subtasks of what was counted, as "camera counter". */
    private static Map<String, Long> counted(JobID job) {
        Map<String, Long> counts = new TreeMap<>();
        METRICS.getMetricsByIdentifiers(job)
                .forEach(
                        (identifier, metric) -> {
                            Matcher matcher = CAMERA_COUNTER.matcher(identifier);
                            if (matcher.matches()) {
                                counts.merge(
                                        matcher.group(1) + " " + matcher.group(2),
                                        ((Counter) metric).getCount(),
                                        Long::sum);
                            }
                        });
        return counts;
    }

    /** The same, from the records of the result topics. */
    private static Map<String, Long> written(JobRun job) throws Exception {
        Map<String, Long> counts = new TreeMap<>();
        for (JsonNode result : job.read("frame-results")) {
            FrameFate fate = FrameFate.valueOf(result.get("outcome").asText());
            counts.merge(result.get("cameraId").asText() + " " + fate.metric(), 1L, Long::sum);
        }
        for (JsonNode letter : job.read("dead-letters")) {
            FrameFate fate = FrameFate.ofRefused(letter.get("reason").asText());
            counts.merge(
                    letter.get("cameraId").asText("unknown") + " " + fate.metric(), 1L, Long::sum);
        }
        return counts;
    }

    private static Map<String, Long> reasons(JobRun job) throws Exception {
        return job.read("dead-letters").stream()
                .collect(
                        Collectors.groupingBy(
                                letter ->
                                        letter.get("cameraId").asText()
                                                + " "
                                                + letter.get("reason").asText(),
                                TreeMap::new,
                                Collectors.counting()));
    }

    /** "camera/person start rREVISION" of each window. */
    private static List<String> windows(JobRun job, String camera) throws Exception {
        return job.read("expression-windows").stream()
                .filter(window -> window.get("cameraId").asText().equals(camera))
                .map(
                        window ->
                                "%d %d r%d n%d"
                                        .formatted(
                                                window.get("personId").asLong(),
                                                window.get("windowStart").asLong() - JobRun.START,
                                                window.get("revision").asInt(),
                                                window.get("observations").asInt()))
                .sorted()
                .toList();
    }

    @Test
    void countsEveryFrameOfEveryCameraUnderOneName() throws Exception {
        byte[] jpeg = JobRun.picture(".jpg", 96, 64, 90);
        byte[][] broken = {
            Arrays.copyOf(jpeg, jpeg.length / 2),
            JobRun.picture(".png", 1, 1, 0),
            "no picture".getBytes(UTF_8),
            new byte[0]
        };
        JobRun job = new JobRun(BROKER, "loss");
        Random random = new Random(4);
        List<ProducerRecord<byte[], byte[]>> frames = new ArrayList<>();
        Map<String, Long> published = new TreeMap<>();
        int corrupted = 0;
        for (int number = 0; number < 200; number++) {
            for (int camera = 0; camera < 4; camera++) {
                String name = "camera-" + camera;
                long delay = random.nextInt(50) == 0 ? 5000 : 0;
                long ahead = random.nextInt(100) == 0 ? HOUR : 0;
                byte[] value = jpeg;
                if (random.nextInt(20) == 0) {
                    value = broken[corrupted++ % broken.length];
                }
                long time = JobRun.START + number * 100L - delay + ahead;
                frames.add(job.frame(name, number, time, value));
                published.merge(name, 1L, Long::sum);
                if (random.nextInt(20) == 0 && frames.size() > 120) {
                    ProducerRecord<byte[], byte[]> again = frames.get(frames.size() - 120);
                    frames.add(again);
                    published.merge(new String(again.key(), UTF_8), 1L, Long::sum);
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            frames.add(job.frame("", i, jpeg));
        }
        JobID id = job.run(frames, "--results.delivery=exactly-once", "--frames.max-fps=8");

        assertThat(corrupted).isBetween(30, 50);
        Map<String, Long> counts = counted(id);
        published.forEach(
                (camera, records) -> {
                    assertThat(counts.get(camera + " framesIn")).isEqualTo(records);
                    assertThat(
                                    counts.entrySet().stream()
                                            .filter(count -> count.getKey().startsWith(camera))
                                            .mapToLong(Map.Entry::getValue)
                                            .sum())
                            .as("in and all fates of %s", camera)
                            .isEqualTo(2 * records);
                });
        assertThat(counts.get("unknown framesIn")).isEqualTo(3);
        counts.keySet().removeIf(name -> name.endsWith(FrameFate.IN.metric()));
        // Counters begin at 0; the topics have no records to count of those.
        counts.values().removeIf(count -> count == 0);
        assertThat(written(job)).isEqualTo(counts);
        for (FrameFate fate : FrameFate.values()) {
            if (fate != FrameFate.IN) {
                assertThat(counts).containsKey("camera-0 " + fate.metric());
            }
        }
    }

    @Test
    void aClockThatIsWrongHarmsItsOwnCameraAtMost() throws Exception {
        byte[] face = JobRun.sharedImage("npm_faceapi_sample1.jpg", 320);
        JobRun alone = new JobRun(BROKER, "alone");
        List<ProducerRecord<byte[], byte[]>> right = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            right.add(alone.frame("right", number, face));
        }
        alone.run(1, right, "--windows.size=2s");
        assertThat(windows(alone, "right")).hasSizeGreaterThanOrEqualTo(2);

        JobRun job = new JobRun(BROKER, "among");
        List<ProducerRecord<byte[], byte[]>> frames = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            long time = JobRun.START + number * 100L;
            boolean half = number >= 20;
            frames.add(job.frame("right", number, time, face));
            frames.add(job.frame("ahead", number, time + (half ? 24 * HOUR : 0), face));
            frames.add(job.frame("back", number, time - (half ? HOUR : 0), face));
            frames.add(job.frame("stray", number, time + (number % 8 == 7 ? HOUR : 0), face));
            if (half) {
                frames.add(job.frame("older", number, time - HOUR, face));
            }
        }
        job.run(2, frames, "--windows.size=2s");
        assertThat(job.read("expression-windows"))
                .filteredOn(window -> window.get("cameraId").asText().equals("right"))
                .containsExactlyInAnyOrderElementsOf(alone.read("expression-windows"));
        assertThat(reasons(job)).isEqualTo(Map.of("stray timestamp-out-of-range", 5L));
        assertThat(windows(job, "older"))
                .isNotEmpty()
                .allMatch(window -> window.contains(" -3598000 r0 "));
        assertThat(windows(job, "ahead"))
                .anyMatch(window -> window.contains(" 0 r0"))
                .anyMatch(window -> window.contains(" 86402000 r0"));
        assertThat(windows(job, "back"))
                .anyMatch(window -> window.contains(" 0 r0"))
                .anyMatch(window -> window.contains(" -3598000 r1"));
    }

    @Test
    void reissuesWindowsForLateFramesAndCountsNoneTwice() throws Exception {
        byte[] face = JobRun.sharedImage("npm_faceapi_sample1.jpg", 320);
        JobRun job = new JobRun(BROKER, "late");
        List<ProducerRecord<byte[], byte[]>> frames = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            if (number != 15 && number != 3) {
                frames.add(job.frame("hall", number, face));
            }
            if (number % 10 == 9) {
                frames.add(job.frame("hall", number, face));
            }
            if (number == 30) {
                frames.add(job.frame("hall", 15, face));
                frames.add(job.frame("hall", 15, face));
            }
        }
        frames.add(job.frame("hall", 3, face));
        job.run(frames, "--windows.size=2s", "--windows.allowed-lateness=2s");

        assertThat(windows(job, "hall"))
                .filteredOn(window -> window.startsWith("1 "))
                .containsExactly("1 0 r0 n16", "1 0 r1 n17", "1 2000 r0 n20");
        assertThat(reasons(job))
                .isEqualTo(Map.of("hall duplicate-frame", 5L, "hall late-frame", 1L));
        assertThat(job.read("frame-results")).hasSize(39);
    }

    @Test
    void closesTheWindowsOfACameraThatFellSilentAndOpensThemAgain() throws Exception {
        byte[] face = JobRun.sharedImage("npm_faceapi_sample1.jpg", 320);
        JobRun job = new JobRun(BROKER, "silent");
        JobClient client = job.start("--windows.size=1h", "--frames.idle-timeout=500ms");
        try {
            List<ProducerRecord<byte[], byte[]>> first = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                first.add(job.frame("stops", number, face));
            }
            BROKER.write(first);
            Video grey = new Video(job, "goes on", 10, JobRun.picture(".jpg", 96, 64, 90));
            Callable<Void> goOn = () -> grey.publishMore(0);
            // It may be taken for silent before all of its frames were read, hence any revision.
            await(
                    goOn,
                    () -> windows(job, "stops").stream().anyMatch(w -> w.matches("1 0 r\\d+ n8")));
            BROKER.write(List.of(job.frame("stops", 10, face)));
            await(
                    goOn,
                    () -> windows(job, "stops").stream().anyMatch(w -> w.matches("1 0 r\\d+ n9")));
            assertThat(job.read("expression-windows"))
                    .filteredOn(window -> window.get("personId").asLong() == 1)
                    .extracting(window -> window.get("revision").asInt())
                    .startsWith(0, 1)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(job.read("dead-letters")).isEmpty();
        } finally {
            client.cancel().get();
        }
    }

    @Test
    void readsFewerFramesWhileTheSourceLagsAndSaysSo() throws Exception {
        byte[] face = JobRun.sharedImage("npm_faceapi_sample1.jpg", 320);
        JobRun job = new JobRun(BROKER, "overload");
        JobClient client =
                job.start(
                        "--windows.size=2s",
                        "--frames.max-fps=8",
                        "--overload=sample",
                        "--overload.max-lag=10s",
                        "--overload.step-time=200ms");
        try {
            Video video = new Video(job, "hall", 0, face);
            Callable<Void> old = () -> video.publishMore(0);
            await(old, () -> limits(client).contains(1.0));
            await(old, () -> job.read("expression-windows").stream().anyMatch(w -> limit(w) == 1));
            assertThat(job.read("expression-windows"))
                    .filteredOn(window -> limit(window) == 1)
                    .allMatch(window -> window.get("frameCoverage").asDouble() < 0.5);
            assertThat(job.read("frame-results"))
                    .anyMatch(frame -> frame.get("outcome").asText().equals("SAMPLED_OUT"));
            Callable<Void> fresh =
                    () -> video.publishMore(System.currentTimeMillis() - JobRun.START);
            await(fresh, () -> !limits(client).contains(1.0) && limits(client).contains(8.0));
            assertThat(job.read("dead-letters")).isEmpty();
        } finally {
            client.cancel().get();
        }
    }

    private static double limit(JsonNode window) {
        return window.get("maxFramesPerSecond").asDouble();
    }

    /** The limits that the subtasks keep to. */
    private static List<Object> limits(JobClient job) {
        return METRICS.findMetrics(job.getJobID(), "frameRateLimit").values().stream()
                .<Object>map(gauge -> ((Gauge<?>) gauge).getValue())
                .sorted(Comparator.comparing(Object::toString))
                .toList();
    }

    /** A camera that goes on publishing the same picture, ten a second. */
    private static final class Video {

        private final JobRun job;
        private final String camera;
        private final byte[] picture;
        private int number;

        Video(JobRun job, String camera, int first, byte[] picture) {
            this.job = job;
            this.camera = camera;
            this.number = first;
            this.picture = picture;
        }

        /**
         * A second of video; from {@code START + after} on, if that is more than it has come to.
         */
        Void publishMore(long after) throws Exception {
            number = Math.max(number, (int) (after / 100));
            List<ProducerRecord<byte[], byte[]>> second = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                second.add(job.frame(camera, number, picture));
                number++;
            }
            BROKER.write(second);
            return null;
        }
    }

    /** Does something over and over until a condition holds. */
    private static void await(Callable<Void> meanwhile, Callable<Boolean> condition)
            throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            meanwhile.call();
        }
    }
}
