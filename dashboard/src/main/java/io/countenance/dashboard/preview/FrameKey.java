package io.countenance.dashboard.preview;

/**
 * What makes a frame and its results belong together.
 *
 * @param cameraId the camera
 * @param sequenceNumber the camera's count of frames
 * @param captureTime ms since 1970
 */
record FrameKey(String cameraId, long sequenceNumber, long captureTime) {}
