package io.countenance.job.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read in one frame: its faces, or why it was refused. Holds no pixels; a few hundred
 * bytes a face.
 *
 * @param cameraId the camera
 * @param sequenceNumber the camera's count of frames
 * @param captureTime ms since 1970-01-01T00:00:00Z
 * @param width of the frame, px; 0 where refused
 * @param height of the frame, px; 0 where refused
 * @param faces by descending detection score; empty where refused
 * @param labels of the model, in the order of its distributions
 * @param modelId of the expression model
 * @param origin the Kafka record
 * @param refusal why the frame goes no further, or null
 */
public record FrameFaces(
        String cameraId,
        long sequenceNumber,
        long captureTime,
        int width,
        int height,
        List<FaceReading> faces,
        String[] labels,
        String modelId,
        FrameOrigin origin,
        @Nullable Refusal refusal) {

    /** The same frame, refused. */
    public FrameFaces refused(Refusal why) {
        return new FrameFaces(
                cameraId,
                sequenceNumber,
                captureTime,
                0,
                0,
                List.of(),
                labels,
                modelId,
                origin,
                why);
    }

    /** The same frame with other faces, by a model. */
    public FrameFaces classified(List<FaceReading> classified, String[] byLabels, String byModel) {
        return new FrameFaces(
                cameraId,
                sequenceNumber,
                captureTime,
                width,
                height,
                classified,
                byLabels,
                byModel,
                origin,
                refusal);
    }
}
