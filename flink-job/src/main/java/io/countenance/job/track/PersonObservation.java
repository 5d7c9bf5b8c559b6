package io.countenance.job.track;

import io.countenance.job.frame.FrameOrigin;

/**
 * One reading of one person's face, as windows add it up.
 *
 * @param cameraId the camera
 * @param personId the person, from 1
 * @param sequenceNumber of the frame
 * @param captureTime of the frame, ms since 1970-01-01T00:00:00Z
 * @param labels of the model
 * @param distribution probability of each label
 * @param quality of the face, 0 to 1
 * @param modelId of the expression model
 * @param origin the frame's Kafka record
 */
public record PersonObservation(
        String cameraId,
        long personId,
        long sequenceNumber,
        long captureTime,
        String[] labels,
        float[] distribution,
        float quality,
        String modelId,
        FrameOrigin origin) {

    /** Camera and person in one, as in the key of expression-windows. */
    public String personKey() {
        return cameraId + "/" + personId;
    }
}
