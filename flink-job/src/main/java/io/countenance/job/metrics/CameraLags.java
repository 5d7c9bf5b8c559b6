package io.countenance.job.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * How far each camera's event time is behind this machine's clock: a gauge {@code eventTimeLag}, in
 * ms, in a group {@code camera.NAME}, which grows while the camera is silent. Only the first
 * cameras get one; there is none for all others together, since it would say nothing. Updated by
 * one operator's thread, read by any.
 */
public final class CameraLags {

    private final MetricGroup metrics;
    private final int maxCameras;
    private final LongSupplier clock;
    private final Map<String, Lag> byCamera = new HashMap<>();

    /**
     * @param maxCameras cameras that get a gauge, 0 or more
     * @param clock the time now, ms since 1970
     */
    public CameraLags(MetricGroup metrics, int maxCameras, LongSupplier clock) {
        this.metrics = metrics;
        this.maxCameras = maxCameras;
        this.clock = clock;
    }

    /**
     * A camera's event time.
     *
     * @param latest capture time of its newest frame that was believed, ms since 1970
     */
    public void update(String cameraId, long latest) {
        Lag lag = byCamera.get(cameraId);
        if (lag == null) {
            if (byCamera.size() >= maxCameras) {
                return;
            }
            lag = new Lag(clock);
            byCamera.put(cameraId, lag);
            metrics.addGroup("camera", cameraId).gauge("eventTimeLag", lag);
        }
        lag.latest = latest;
        lag.known = true;
    }

    /** A camera that is not expected any more; its gauge is NaN from now on. */
    public void forget(String cameraId) {
        Lag lag = byCamera.get(cameraId);
        if (lag != null) {
            lag.known = false;
        }
    }

    private static final class Lag implements Gauge<Double> {

        private final LongSupplier clock;
        private volatile long latest;
        private volatile boolean known;

        Lag(LongSupplier clock) {
            this.clock = clock;
        }

        @Override
        public Double getValue() {
            return known ? (double) (clock.getAsLong() - latest) : Double.NaN;
        }
    }
}
