package io.countenance.job.metrics;

import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts one operator's frames, and the faces in them, by their fate: over all cameras, in the
 * operator's own group, and for each camera, in a group {@code camera.NAME} of {@link
 * BoundedGroups}. Records whose camera cannot be read are counted under {@value #UNKNOWN}. Used by
 * one operator's thread.
 */
public final class FrameCounts {

    /** The name under which records without a readable camera are counted. */
    public static final String UNKNOWN = "unknown";

    private final Counters totals;
    private final BoundedGroups<Counters> byCamera;

    /**
     * With groups for at most {@code maxCameras} names, 0 or more.
     *
     * @param frames what the operator counts of frames; registered at once, so that the first one
     *     counts as a rise from 0
     * @param faces what it counts of faces
     */
    public FrameCounts(
            MetricGroup metrics, int maxCameras, Set<FrameFate> frames, Set<FaceFate> faces) {
        totals = new Counters(metrics, frames, faces);
        byCamera =
                new BoundedGroups<>(
                        metrics, "camera", maxCameras, group -> new Counters(group, frames, faces));
    }

    /**
     * Counts one frame.
     *
     * @param cameraId empty where it could not be read
     */
    public void count(String cameraId, FrameFate fate) {
        totals.frames(fate).inc();
        ofCamera(cameraId).frames(fate).inc();
    }

    /**
     * Counts faces of one frame.
     *
     * @param cameraId empty where it could not be read
     */
    public void count(String cameraId, FaceFate fate, int faces) {
        totals.faces(fate).inc(faces);
        ofCamera(cameraId).faces(fate).inc(faces);
    }

    private Counters ofCamera(String cameraId) {
        return cameraId.isEmpty() ? byCamera.ofReserved(UNKNOWN) : byCamera.of(cameraId);
    }

    /** The counters of one group, by ordinal; others than were announced come as needed. */
    private static final class Counters {

        private final MetricGroup group;
        private final Counter[] frames = new Counter[FrameFate.values().length];
        private final Counter[] faces = new Counter[FaceFate.values().length];

        Counters(MetricGroup group, Set<FrameFate> frameFates, Set<FaceFate> faceFates) {
            this.group = group;
            frameFates.forEach(this::frames);
            faceFates.forEach(this::faces);
        }

        Counter frames(FrameFate fate) {
            Counter counter = frames[fate.ordinal()];
            if (counter == null) {
                counter = group.counter(fate.metric());
                frames[fate.ordinal()] = counter;
            }
            return counter;
        }

        Counter faces(FaceFate fate) {
            Counter counter = faces[fate.ordinal()];
            if (counter == null) {
                counter = group.counter(fate.metric());
                faces[fate.ordinal()] = counter;
            }
            return counter;
        }
    }
}
