package io.countenance.job.metrics;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts one operator's frames by their fate: over all cameras, in the operator's own group, and
 * for each camera, in a group {@code camera.NAME}. So that a flood of names makes no flood of
 * metrics, only the first names get a group; further ones share {@value #OTHER}, and records whose
 * camera cannot be read {@value #UNKNOWN}. Used by one operator's thread.
 */
public final class FrameCounts {

    /** The name under which cameras past the limit are counted together. */
    public static final String OTHER = "other";

    /** The name under which records without a readable camera are counted. */
    public static final String UNKNOWN = "unknown";

    private final MetricGroup metrics;
    private final int maxCameras;
    private final Counters totals;
    private final Map<String, Counters> byCamera = new HashMap<>();

    /** With groups for at most {@code maxCameras} names, 0 or more. */
    public FrameCounts(MetricGroup metrics, int maxCameras) {
        this.metrics = metrics;
        this.maxCameras = maxCameras;
        this.totals = new Counters(metrics);
    }

    /**
     * Counts one frame.
     *
     * @param cameraId empty where it could not be read
     */
    public void count(String cameraId, FrameFate fate) {
        totals.count(fate);
        String label = cameraId.isEmpty() ? UNKNOWN : cameraId;
        Counters ofCamera = byCamera.get(label);
        if (ofCamera == null) {
            String bounded =
                    byCamera.size() >= maxCameras && !label.equals(UNKNOWN) ? OTHER : label;
            ofCamera =
                    byCamera.computeIfAbsent(
                            bounded, name -> new Counters(metrics.addGroup("camera", name)));
        }
        ofCamera.count(fate);
    }

    /** The counters of one group, registered as they are needed. */
    private static final class Counters {

        private final MetricGroup group;
        private final Map<FrameFate, Counter> byFate = new EnumMap<>(FrameFate.class);

        Counters(MetricGroup group) {
            this.group = group;
        }

        void count(FrameFate fate) {
            byFate.computeIfAbsent(fate, key -> group.counter(key.metric())).inc();
        }
    }
}
