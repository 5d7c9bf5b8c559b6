package io.countenance.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class FrameCountsTest {

    private final Map<String, Counter> counters = new TreeMap<>();

    /** Keeps what is registered, by its whole name. */
    private final class Recorded extends UnregisteredMetricsGroup {

        private final String prefix;

        Recorded(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Recorded(prefix + key + "." + value + ".");
        }

        @Override
        public Counter counter(String name) {
            Counter counter = super.counter(name);
            assertThat(counters.put(prefix + name, counter)).as("registered once").isNull();
            return counter;
        }
    }

    private Map<String, Long> counted() {
        Map<String, Long> values = new TreeMap<>();
        counters.forEach((name, counter) -> values.put(name, counter.getCount()));
        return values;
    }

    @Test
    void namesCamerasUpToTheLimitAndLosesNone() {
        FrameCounts counts = new FrameCounts(new Recorded(""), 2);
        for (int frame = 0; frame < 5; frame++) {
            for (int camera = 0; camera < 1000; camera++) {
                counts.count("camera-" + camera, FrameFate.IN);
            }
            counts.count("", FrameFate.DEAD);
        }
        assertThat(counted())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "framesIn", 5000L,
                                "framesDead", 5L,
                                "camera.camera-0.framesIn", 5L,
                                "camera.camera-1.framesIn", 5L,
                                "camera.other.framesIn", 4990L,
                                "camera.unknown.framesDead", 5L));
    }

    @Test
    void tellsLateAndRepeatedFramesFromDeadOnes() {
        assertThat(FrameFate.ofRefused("late-frame")).isEqualTo(FrameFate.LATE);
        assertThat(FrameFate.ofRefused("duplicate-frame")).isEqualTo(FrameFate.DUPLICATE);
        assertThat(FrameFate.ofRefused("truncated-image")).isEqualTo(FrameFate.DEAD);
        assertThat(FrameFate.ofRefused("timestamp-out-of-range")).isEqualTo(FrameFate.DEAD);
    }
}
