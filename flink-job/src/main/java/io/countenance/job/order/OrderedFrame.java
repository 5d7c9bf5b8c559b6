package io.countenance.job.order;

import io.countenance.job.frame.FrameFaces;
import org.jspecify.annotations.Nullable;

/**
 * One event of a camera. A Flink POJO (record).
 *
 * @param cameraId the camera
 * @param event what happens
 * @param frame which frame, for {@code FRAME} and {@code LATE_FRAME}; else null
 */
public record OrderedFrame(String cameraId, CameraEvent event, @Nullable FrameFaces frame) {}
