package io.countenance.demo.input;

import io.countenance.connectors.publish.EncodedImage;
import java.io.IOException;

/** Takes each frame as it is published. Called by several threads, by one for each camera. */
@FunctionalInterface
public interface PublishedFrames {

    /**
     * Takes a frame.
     *
     * @param cameraId the camera
     * @param sequenceNumber the camera's count of frames, from 0
     * @param captureTime ms since 1970-01-01T00:00:00Z
     * @param image a JPEG file
     */
    void accept(String cameraId, long sequenceNumber, long captureTime, EncodedImage image)
            throws IOException;
}
