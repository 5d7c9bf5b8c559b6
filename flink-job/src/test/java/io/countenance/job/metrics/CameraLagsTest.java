package io.countenance.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CameraLagsTest {

    private final RecordedMetrics metrics = new RecordedMetrics();
    private final AtomicLong now = new AtomicLong(10_000);
    private final CameraLags lags = new CameraLags(metrics, 2, now::get);

    @Test
    void growsWhileACameraIsSilentAndEndsWithIt() {
        lags.update("hall", 9_000);
        lags.update("ahead", 12_000);
        assertThat(metrics.shown())
                .isEqualTo(
                        Map.of(
                                "camera.hall.eventTimeLag",
                                1_000.0,
                                "camera.ahead.eventTimeLag",
                                -2_000.0));
        now.set(15_000);
        lags.forget("ahead");
        assertThat(metrics.shown())
                .isEqualTo(
                        Map.of(
                                "camera.hall.eventTimeLag",
                                6_000.0,
                                "camera.ahead.eventTimeLag",
                                Double.NaN));
        lags.update("ahead", 15_000);
        assertThat(metrics.shown()).containsEntry("camera.ahead.eventTimeLag", 0.0);
    }

    @Test
    void showsNoMoreCamerasThanAllowed() {
        for (int camera = 0; camera < 1000; camera++) {
            lags.update("camera-" + camera, 0);
            lags.forget("camera-" + camera);
        }
        assertThat(metrics.shown()).hasSize(2);
    }
}
