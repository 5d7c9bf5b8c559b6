package io.countenance.job.frame;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.connectors.source.Sampling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read in one frame: its faces, or why it was refused. Holds no pixels; a few hundred
 * bytes a face.
 *
 * @param cameraId the camera
 * @param sequenceNumber the camera's count of frames, or the Kafka offset where the record had none
 * @param contentHash as in {@link IngestedFrame}: of the image where the record had no number of
 *     its own
 * @param captureTime ms since 1970-01-01T00:00:00Z
 * @param width of the frame, px; 0 where refused
 * @param height of the frame, px; 0 where refused
 * @param faces by descending detection score; empty where refused
 * @param labels of the model, in the order of its distributions
 * @param modelId of the expression model
 * @param origin the Kafka record
 * @param sampling how the camera was thinned when this frame was let through
 * @param refusal why the frame goes no further, or null
 */
public record FrameFaces(
        String cameraId,
        long sequenceNumber,
        long contentHash,
        long captureTime,
        int width,
        int height,
        List<FaceReading> faces,
        String[] labels,
        String modelId,
        FrameOrigin origin,
        Sampling sampling,
        @Nullable Refusal refusal) {

    /** Whether the record had a sequence number of its own. */
    public boolean numbered() {
        return contentHash == IngestedFrame.NO_HASH;
    }

    /**
     * What tells this frame from others of its camera and capture time: its own number, else its
     * content.
     */
    public long identity() {
        return numbered() ? sequenceNumber : contentHash;
    }

    /** The same frame, refused. */
    public FrameFaces refused(Refusal why) {
        return new FrameFaces(
                cameraId,
                sequenceNumber,
                contentHash,
                captureTime,
                0,
                0,
                List.of(),
                labels,
                modelId,
                origin,
                sampling,
                why);
    }

    /** The same frame without what tells its persons from others. */
    public FrameFaces withoutEmbeddings() {
        return classified(
                faces.stream().map(face -> face.withEmbedding(null)).toList(), labels, modelId);
    }

    /** The same frame with other faces, by a model. */
    public FrameFaces classified(List<FaceReading> classified, String[] byLabels, String byModel) {
        return new FrameFaces(
                cameraId,
                sequenceNumber,
                contentHash,
                captureTime,
                width,
                height,
                classified,
                byLabels,
                byModel,
                origin,
                sampling,
                refusal);
    }
}
