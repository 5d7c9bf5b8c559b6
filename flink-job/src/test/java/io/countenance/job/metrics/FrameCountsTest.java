package io.countenance.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrameCountsTest {

    private final RecordedMetrics metrics = new RecordedMetrics();

    @Test
    void namesCamerasUpToTheLimitAndLosesNone() {
        FrameCounts counts = new FrameCounts(metrics, 2, Set.of(), Set.of());
        for (int frame = 0; frame < 5; frame++) {
            for (int camera = 0; camera < 1000; camera++) {
                counts.count("camera-" + camera, FrameFate.IN);
                counts.count("camera-" + camera, FaceFate.FOLLOWED, 3);
            }
            counts.count("", FrameFate.DEAD);
        }
        assertThat(metrics.counted())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "framesIn", 5000L,
                                "framesDead", 5L,
                                "facesFollowed", 15_000L,
                                "camera.camera-0.framesIn", 5L,
                                "camera.camera-0.facesFollowed", 15L,
                                "camera.camera-1.framesIn", 5L,
                                "camera.camera-1.facesFollowed", 15L,
                                "camera.other.framesIn", 4990L,
                                "camera.other.facesFollowed", 14_970L,
                                "camera.unknown.framesDead", 5L));
    }

    @Test
    void beginsAtZeroForEachCamera() {
        FrameCounts counts =
                new FrameCounts(
                        metrics,
                        2,
                        Set.of(FrameFate.DEAD, FrameFate.LATE),
                        Set.of(FaceFate.REFUSED));
        counts.count("hall", FrameFate.DEAD);
        assertThat(metrics.counted())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "framesDead", 1L,
                                "framesLate", 0L,
                                "facesRefused", 0L,
                                "camera.hall.framesDead", 1L,
                                "camera.hall.framesLate", 0L,
                                "camera.hall.facesRefused", 0L));
    }

    @Test
    void tellsLateAndRepeatedFramesFromDeadOnes() {
        assertThat(FrameFate.ofRefused("late-frame")).isEqualTo(FrameFate.LATE);
        assertThat(FrameFate.ofRefused("duplicate-frame")).isEqualTo(FrameFate.DUPLICATE);
        assertThat(FrameFate.ofRefused("truncated-image")).isEqualTo(FrameFate.DEAD);
        assertThat(FrameFate.ofRefused("timestamp-out-of-range")).isEqualTo(FrameFate.DEAD);
    }
}
