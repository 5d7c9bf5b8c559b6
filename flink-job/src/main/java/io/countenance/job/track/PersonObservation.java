package io.countenance.job.track;

import io.countenance.connectors.source.Sampling;

/**
 * One reading of one confirmed person's face.
 *
 * @param personId the person, from 1 up
 * @param captureTime ms since 1970-01-01T00:00:00Z
 * @param labels of the model
 * @param distribution probability of each label
 * @param quality of the face, 0 to 1
 * @param modelId of the expression model
 * @param sampling how the camera was thinned when the frame was let through
 */
public record PersonObservation(
        long personId,
        long captureTime,
        String[] labels,
        float[] distribution,
        float quality,
        String modelId,
        Sampling sampling) {}
