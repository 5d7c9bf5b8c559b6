package io.countenance.demo.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.demo.broker.EmbeddedBroker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same frames give the same results, however they arrive and whoever reads them. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReplayITCase {

    private static final long SEED = Long.getLong("countenance.faults.seed", 1);
    private static final int FRAMES_PER_CAMERA = 60;

    /** Of {@code frames.max-out-of-orderness} in all runs; what is less than it makes none late. */
    private static final long OUT_OF_ORDERNESS = 200;

    private static final List<String> BY_KEY =
            List.of("expression-windows", "room-windows", "face-expressions", "frame-results");

    private static EmbeddedBroker broker;
    private static TestCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(1 << 20);
        cluster = TestCluster.start(4);
    }

    @AfterAll
    static void close() throws Exception {
        try (EmbeddedBroker closedBroker = broker) {
            cluster.close();
        }
    }

    @Test
    void givesTheSameBitsAtEachParallelismAndInAnyOrderOfArrival() throws Exception {
        List<CameraFrame> frames = Footage.inOrder(FRAMES_PER_CAMERA);
        try (TestRun ordered = run("ordered", "ordered");
                TestRun shuffled = run("shuffled", "shuffled")) {
            read(ordered, 2, frames);
            assertThat(ordered.results("expression-windows")).isNotEmpty();
            assertThat(ordered.results("dead-letters")).isEmpty();

            read(shuffled, 1, Footage.shuffled(frames, OUT_OF_ORDERNESS, SEED));
            assertSame(shuffled, ordered);
            for (int parallelism : new int[] {2, 4}) {
                try (TestRun again = run("shuffled-at-" + parallelism, "shuffled")) {
                    read(again, parallelism, List.of());
                    assertSame(again, ordered);
                }
            }
        }
    }

    @Test
    void judgesLateAndDamagedFramesTheSameAtEachParallelism() throws Exception {
        List<CameraFrame> frames =
                Footage.troubled(
                        Footage.shuffled(
                                Footage.inOrder(FRAMES_PER_CAMERA), 4 * OUT_OF_ORDERNESS, SEED));
        try (TestRun alone = run("alone", "alone");
                TestRun together = run("together", "alone")) {
            read(alone, 1, frames);
            read(together, 4, List.of());
            assertThat(alone.results("expression-windows"))
                    .as("windows that came again")
                    .anyMatch(window -> window.value().contains("\"revision\":1"));
            assertThat(alone.results("dead-letters"))
                    .anyMatch(letter -> letter.value().contains("late-frame"));
            assertSame(together, alone);
            assertThat(together.sorted("dead-letters")).isEqualTo(alone.sorted("dead-letters"));
        }
    }

    private static TestRun run(String name, String frames) {
        return new TestRun(
                cluster.flink(),
                broker.bootstrapServers(),
                name,
                TestRun.framesTopic(frames),
                Map.of("frames.stop-at", "latest"));
    }

    private static void read(TestRun run, int parallelism, List<CameraFrame> frames)
            throws Exception {
        run.publish(frames);
        run.flush();
        run.start(parallelism, null);
        run.finish();
    }

    private static void assertSame(TestRun run, TestRun other) {
        for (String topic : BY_KEY) {
            assertThat(run.byKey(topic))
                    .as("%s, -Dcountenance.faults.seed=%d: %s", run, SEED, topic)
                    .isEqualTo(other.byKey(topic));
        }
    }
}
