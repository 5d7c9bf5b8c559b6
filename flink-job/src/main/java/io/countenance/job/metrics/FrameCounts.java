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
    private final Map<FrameFate, Counter> totals = new EnumMap<>(FrameFate.class);
    private final Map<String, Map<FrameFate, Counter>> byCamera = new HashMap<>();

    /** With groups for at most {@code maxCameras} names, 0 or more. */
    public FrameCounts(MetricGroup metrics, int maxCameras) {
        this.metrics = metrics;
        this.maxCameras = maxCameras;
    }

    /**
     * Counts one frame.
     *
     * @param cameraId empty where it could not be read
     */
    public void count(String cameraId, FrameFate fate) {
        totals.computeIfAbsent(fate, key -> metrics.counter(key.metric())).inc();
        String label = cameraId.isEmpty() ? UNKNOWN : cameraId;
        Map<FrameFate, Counter> ofCamera = byCamera.get(label);
        if (ofCamera == null) {
            if (byCamera.size() >= maxCameras && !cameraId.isEmpty()) {
                label = OTHER;
            }
            ofCamera = byCamera.computeIfAbsent(label, key -> new EnumMap<>(FrameFate.class));
        }
        MetricGroup group = metrics.addGroup("camera", label);
        ofCamera.computeIfAbsent(fate, key -> group.counter(key.metric())).inc();
    }
}
