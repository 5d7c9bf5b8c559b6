package io.countenance.vision.identity;

import io.countenance.vision.inference.Device;
import java.io.Serializable;
import java.time.Duration;

/**
 * How and when faces are embedded.
 *
 * @param model {@code default} (the one that is fetched at build) or the path of an ONNX file; see
 *     {@link FaceEmbedder}
 * @param device where it runs
 * @param threads threads inside one call on the CPU, 1 or more
 * @param maxBatch most faces in one call, 1 or more; larger requests are cut
 * @param interval in a tenth of a second of each such time faces are embedded; see {@link
 *     EmbeddingSchedule}
 * @param minQuality least quality score of a face that is worth it, 0 to 1
 */
public record EmbeddingOptions(
        String model, Device device, int threads, int maxBatch, Duration interval, float minQuality)
        implements Serializable {

    /** The value of {@code model} for the network that is fetched at build. */
    public static final String DEFAULT_MODEL = "default";
}
