package io.countenance.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.junit.jupiter.api.Test;

class MetricsCostTest {

    private static final int FRAMES = 10_000;

    private final FrameCounts counts =
            new FrameCounts(
                    new UnregisteredMetricsGroup(),
                    2,
                    Set.of(FrameFate.CLASSIFIED),
                    Set.of(FaceFate.FOLLOWED));
    private final CameraLags lags =
            new CameraLags(new UnregisteredMetricsGroup(), 2, System::currentTimeMillis);
    private final StageTimes times =
            new StageTimes(new UnregisteredMetricsGroup(), TimedStage.DECODE);
    private final Histogram latency = new DescriptiveStatisticsHistogram(500);

    @Test
    void allocatesNothingForAFrame() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        measure(FRAMES);
        long before = threads.getCurrentThreadAllocatedBytes();
        measure(FRAMES);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("bytes for %d frames", FRAMES).isLessThan(FRAMES);
    }

    /** Of three cameras, one of which is past the limit. */
    private void measure(int frames) {
        String[] cameras = {"hall", "door", "yard"};
        for (int frame = 0; frame < frames; frame++) {
            String camera = cameras[frame % cameras.length];
            long started = times.start();
            counts.count(camera, FrameFate.CLASSIFIED);
            counts.count(camera, FaceFate.FOLLOWED, 3);
            lags.update(camera, frame);
            latency.update(frame);
            times.end(TimedStage.DECODE, started);
        }
    }
}
