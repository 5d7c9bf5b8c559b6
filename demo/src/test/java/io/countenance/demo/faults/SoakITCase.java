package io.countenance.demo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.countenance.demo.broker.EmbeddedBroker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole job for a while, starting again now and then: its memory, what is outside the Java heap
 * above all, stays as it was.
 */
class SoakITCase {

    private static final Duration LENGTH =
            Duration.ofSeconds(Integer.getInteger("countenance.soak.seconds", 20));
    private static final Logger LOG = LoggerFactory.getLogger(SoakITCase.class);

    /**
     * What counts as flat. Measured were up to 37 MB in 20 s on a busy machine, before all was
     * warm, and 16 MB in two minutes. Of each frame a picture that is not freed would be 170 kB or
     * more, a detector's input 690 kB: of the frames that even the short run reads in a third of
     * its time more than 100 MB. The long run finds a kilobyte a frame.
     */
    private static final long ALLOWED_GROWTH = 64L << 20;

    /** The job has failed once by then. */
    private static final int WARM_UP_ROUNDS = 6;

    private static final int MEASURED_ROUNDS = 9;

    private static final int FRAMES_PER_CAMERA = 48;
    private static final int ROUNDS_BETWEEN_FAILURES = 5;
    private static final int WAITING = 30;
    private static final String TRIM = "systemTrimNativeHeap";
    private static final ObjectName COMMANDS = diagnosticCommands();
    private static final Path STATUS = Path.of("/proc/self/status");

    @TempDir private Path savepoints;

    private record Sample(long offHeapBytes, long heapBytes) {}

    @Test
    void keepsNoMemory() throws Exception {
        assumeThat(STATUS).as("needs Linux, which tells a process's resident memory").exists();
        assumeThat(canTrim()).as("needs Java 17.0.9 or later with glibc: " + TRIM).isTrue();
        List<CameraFrame> footage = Footage.troubled(Footage.inOrder(FRAMES_PER_CAMERA));
        long span = FRAMES_PER_CAMERA * Footage.FRAME_MILLIS;
        List<Sample> samples = new ArrayList<>();
        int published = 0;
        // What has been read need not stay on the disk.
        try (EmbeddedBroker broker =
                        EmbeddedBroker.start(
                                1 << 20,
                                Map.of(
                                        "log.segment.bytes", "16777216",
                                        "log.retention.bytes", "67108864",
                                        "log.retention.check.interval.ms", "5000"));
                TestCluster cluster = TestCluster.start(1);
                TestRun run =
                        new TestRun(
                                cluster.flink(),
                                broker.bootstrapServers(),
                                "soak",
                                TestRun.framesTopic("soak"),
                                Map.of("checkpoint.interval", "1s"))) {
            run.start(1, null);
            long end = System.nanoTime() + LENGTH.toNanos();
            for (int round = 0;
                    System.nanoTime() < end || samples.size() < MEASURED_ROUNDS;
                    round++) {
                if (round % ROUNDS_BETWEEN_FAILURES == ROUNDS_BETWEEN_FAILURES - 1) {
                    FailOnce.at(FailOnce.Point.FRAME);
                }
                // Yesterday's: a broker takes nothing that lies ahead of it by more than an hour.
                long later = round * span - Duration.ofDays(1).toMillis();
                int numbers = round * FRAMES_PER_CAMERA;
                run.publish(
                        footage.stream()
                                .map(
                                        frame ->
                                                new CameraFrame(
                                                        frame.cameraId(),
                                                        frame.number() + numbers,
                                                        frame.captureTime() + later,
                                                        frame.image()))
                                .toList());
                // One round is always on its way.
                run.flush();
                run.awaitFrames(published - WAITING);
                published += footage.size();
                run.forgetResults();
                if (round >= WARM_UP_ROUNDS) {
                    samples.add(sample());
                }
            }
            run.drain(savepoints);
            assertThat(run.accountedFor()).isEqualTo(published);
        }
        long offHeap = growth(samples.stream().map(Sample::offHeapBytes).toList());
        long heap = growth(samples.stream().map(Sample::heapBytes).toList());
        LOG.warn(
                "{} frames in {}: grew by {} MB outside the heap, {} MB inside",
                published,
                LENGTH,
                offHeap >> 20,
                heap >> 20);
        assertThat(offHeap).as("growth outside the heap: %s", samples).isLessThan(ALLOWED_GROWTH);
        assertThat(heap).as("growth inside the heap: %s", samples).isLessThan(ALLOWED_GROWTH);
    }

    /**
     * Resident memory that belongs to no file, without the Java heap, classes and code; and what is
     * alive in the heap. What was freed is given back before: glibc keeps some of it for each
     * thread that there was, and each start of the job has new threads.
     */
    private static Sample sample() throws Exception {
        System.gc();
        ManagementFactory.getPlatformMBeanServer()
                .invoke(COMMANDS, TRIM, new Object[0], new String[0]);
        Runtime runtime = Runtime.getRuntime();
        return new Sample(
                anonymousBytes() - runtime.totalMemory() - ofTheVirtualMachine(),
                runtime.totalMemory() - runtime.freeMemory());
    }

    private static ObjectName diagnosticCommands() {
        try {
            return new ObjectName("com.sun.management:type=DiagnosticCommand");
        } catch (MalformedObjectNameException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean canTrim() throws Exception {
        return Arrays.stream(
                        ManagementFactory.getPlatformMBeanServer()
                                .getMBeanInfo(COMMANDS)
                                .getOperations())
                .anyMatch(command -> command.getName().equals(TRIM));
    }

    /** Classes and compiled code, which go on coming for minutes. */
    private static long ofTheVirtualMachine() {
        return ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getCommitted();
    }

    private static long anonymousBytes() throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("RssAnon:")) {
                return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IllegalStateException(STATUS + " has no RssAnon");
    }

    /** From the second third to the last. */
    private static long growth(List<Long> bytes) {
        int third = bytes.size() / 3;
        return median(bytes.subList(2 * third, bytes.size()))
                - median(bytes.subList(third, 2 * third));
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
