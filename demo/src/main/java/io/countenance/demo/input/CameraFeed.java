package io.countenance.demo.input;

import io.countenance.connectors.publish.FrameReader;

/**
 * A camera of the demo.
 *
 * @param cameraId 1 to 128 characters
 * @param reader its frames; closed by whoever opened it
 * @param live whether frames come when they come, and were taken then; else they are paced by their
 *     media time
 */
public record CameraFeed(String cameraId, FrameReader reader, boolean live) {}
