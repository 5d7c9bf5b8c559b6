package io.countenance.job.track;

import io.countenance.job.order.CameraEvent;
import java.util.List;

/**
 * One event of a camera, with whom it shows. A Flink POJO (record).
 *
 * @param cameraId the camera
 * @param event what happens
 * @param captureTime of {@code FRAME} and {@code LATE_FRAME}, ms since 1970-01-01T00:00:00Z; else 0
 * @param observations of confirmed persons in the frame; empty without a frame
 */
public record TrackedFrame(
        String cameraId,
        CameraEvent event,
        long captureTime,
        List<PersonObservation> observations) {}
