package io.countenance.demo.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.demo.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole job is disturbed while frames come: a consumer of committed records finds the same
 * bytes as after an undisturbed run, each record once.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ExactlyOnceITCase {

    private static final int RUNS = Integer.getInteger("countenance.faults.runs", 2);
    private static final long SEED = Long.getLong("countenance.faults.seed", 1);
    private static final Logger LOG = LoggerFactory.getLogger(ExactlyOnceITCase.class);

    private static final int FRAMES_PER_CAMERA = 96;
    private static final int SLICES = 12;
    private static final int PARALLELISM = 2;

    /** At most so many frames wait for their order, and so are not accounted for yet. */
    private static final int WAITING = 30;

    private static final int MAX_DELAY_MILLIS = 400;

    private static final Pattern WINDOW =
            Pattern.compile(".*(\"windowStart\":\\d+,\"windowEnd\":\\d+,\"revision\":\\d+).*");

    private static final Map<Map<String, String>, TestRun> UNDISTURBED = new HashMap<>();
    private static int undisturbedRuns;

    private static EmbeddedBroker broker;
    private static TestCluster cluster;
    private static List<CameraFrame> frames;

    @TempDir private Path savepoints;

    private enum Fault {
        TASK_READING,
        TASK_CHECKPOINTING,
        TASK_COMMITTING,
        TASK_MANAGER,
        BROKER
    }

    @BeforeAll
    static void start() throws Exception {
        frames = Footage.troubled(Footage.inOrder(FRAMES_PER_CAMERA));
        // It is not fenced on a busy machine, and comes back when the session before is over.
        broker =
                EmbeddedBroker.start(
                        1 << 20,
                        Map.of(
                                "broker.session.timeout.ms", "2000",
                                "broker.heartbeat.interval.ms", "200"));
        cluster = TestCluster.start(PARALLELISM);
    }

    @AfterAll
    static void close() throws Exception {
        try (EmbeddedBroker closedBroker = broker;
                TestCluster closedCluster = cluster) {
            for (TestRun run : UNDISTURBED.values()) {
                run.close();
            }
        }
    }

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + RUNS);
    }

    /** Half as many, since a broker takes seconds to come back. */
    static LongStream brokerSeeds() {
        return LongStream.range(SEED, SEED + (RUNS + 1) / 2);
    }

    private static TestRun run(String name, Map<String, String> more) {
        return new TestRun(
                cluster.flink(), broker.bootstrapServers(), name, TestRun.framesTopic(name), more);
    }

    /** The run with these options over the same frames to which nothing happens. */
    private static TestRun undisturbed(Map<String, String> more) throws Exception {
        TestRun known = UNDISTURBED.get(more);
        if (known != null) {
            return known;
        }
        Map<String, String> bounded = new HashMap<>(more);
        bounded.put("frames.stop-at", "latest");
        TestRun run = run("undisturbed" + undisturbedRuns++, bounded);
        try {
            run.publish(frames);
            run.publishEnd();
            run.flush();
            run.start(PARALLELISM, null);
            run.finish();
        } catch (Exception e) {
            // What failed half-way is nothing to compare others with.
            run.close();
            throw e;
        }
        UNDISTURBED.put(more, run);
        return run;
    }

    private static List<CameraFrame> slice(int number) {
        int size = frames.size();
        return frames.subList(size * number / SLICES, size * (number + 1) / SLICES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void survivesTheDeathOfTasksAndTaskManagers(long seed) throws Exception {
        List<Fault> faults =
                List.of(
                        Fault.TASK_READING,
                        Fault.TASK_CHECKPOINTING,
                        Fault.TASK_COMMITTING,
                        Fault.TASK_MANAGER);
        disturb("deaths", seed, faults);
    }

    @ParameterizedTest
    @MethodSource("brokerSeeds")
    void survivesARestartOfTheBroker(long seed) throws Exception {
        disturb("broker", seed, List.of(Fault.BROKER, Fault.TASK_READING, Fault.BROKER));
    }

    private void disturb(String what, long seed, List<Fault> faults) throws Exception {
        Random random = new Random(seed);
        Map<Integer, Fault> plan = plan(faults, random);
        String told = "%s, -Dcountenance.faults.seed=%d, slices %s".formatted(what, seed, plan);
        LOG.info("Disturbed run: {}", told);
        Map<String, String> more = Map.of();
        try (TestRun run = run(what + seed, more)) {
            run.start(PARALLELISM, null);
            int published = 0;
            for (int number = 0; number < SLICES; number++) {
                List<CameraFrame> slice = slice(number);
                inject(plan.get(number), run, slice, random);
                published += slice.size();
                run.awaitFrames(random.nextInt(Math.max(1, published - WAITING)));
            }
            run.drain(savepoints);
            assertSame(run, undisturbed(more), told);
        }
    }

    private static Map<Integer, Fault> plan(List<Fault> faults, Random random) {
        List<Integer> slices = new ArrayList<>();
        for (int number = 1; number < SLICES; number++) {
            slices.add(number);
        }
        Collections.shuffle(slices, random);
        Map<Integer, Fault> plan = new TreeMap<>();
        for (int i = 0; i < faults.size(); i++) {
            plan.put(slices.get(i), faults.get(i));
        }
        return plan;
    }

    /** Publishes a slice, and does some harm meanwhile. */
    private static void inject(Fault fault, TestRun run, List<CameraFrame> slice, Random random)
            throws Exception {
        int failures = FailOnce.failures();
        int some = random.nextInt(slice.size());
        run.publish(slice.subList(0, some));
        if (fault != null) {
            after(random.nextInt(MAX_DELAY_MILLIS));
            switch (fault) {
                case TASK_READING -> FailOnce.at(FailOnce.Point.FRAME);
                case TASK_CHECKPOINTING -> FailOnce.at(FailOnce.Point.SNAPSHOT);
                case TASK_COMMITTING -> FailOnce.at(FailOnce.Point.COMMIT);
                case TASK_MANAGER -> cluster.replaceTaskManager();
                case BROKER -> broker.pause();
            }
        }
        run.publish(slice.subList(some, slice.size()));
        if (fault == Fault.BROKER) {
            after(random.nextInt(MAX_DELAY_MILLIS));
            broker.resume();
        } else if (fault != null && fault != Fault.TASK_MANAGER) {
            run.awaitFailures(failures + 1);
        }
    }

    private static void after(int millis) {
        Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
        CompletableFuture.runAsync(() -> {}, later).join();
    }

    @Test
    void goesOnFromASavepointAtAnotherParallelism() throws Exception {
        Map<String, String> more = Map.of("frames.max-fps", "10");
        try (TestRun run = run("rescaled", more)) {
            run.start(1, null);
            String savepoint = null;
            int published = 0;
            int number = 0;
            for (int parallelism : new int[] {1, 2, 1}) {
                if (savepoint != null) {
                    run.start(parallelism, savepoint);
                }
                for (int i = 0; i < SLICES / 3; i++) {
                    List<CameraFrame> slice = slice(number++);
                    run.publish(slice);
                    published += slice.size();
                }
                run.awaitFrames(published - WAITING - slice(0).size());
                if (number < SLICES) {
                    savepoint = run.stop(savepoints);
                }
            }
            run.drain(savepoints);
            assertSame(run, undisturbed(more), "1, 2, 1");
        }
    }

    private static void assertSame(TestRun run, TestRun undisturbed, String told) {
        assertThat(run.counts()).as(told).isEqualTo(undisturbed.counts());
        assertThat(run.counts().values()).as("some of each: %s", run.counts()).doesNotContain(0);
        assertThat(run.results("expression-windows"))
                .as("%s: camera, person, window and revision", told)
                .extracting(
                        window -> window.key() + WINDOW.matcher(window.value()).replaceAll("$1"))
                .doesNotHaveDuplicates();
        // In the order of the topic: one operator writes all of a camera.
        for (String topic : List.of("expression-windows", "room-windows", "face-expressions")) {
            assertThat(run.byKey(topic))
                    .as("%s: %s", told, topic)
                    .isEqualTo(undisturbed.byKey(topic));
        }
        for (String topic : List.of("frame-results", "dead-letters")) {
            assertThat(run.sorted(topic))
                    .as("%s: %s", told, topic)
                    .isEqualTo(undisturbed.sorted(topic));
        }
    }
}
