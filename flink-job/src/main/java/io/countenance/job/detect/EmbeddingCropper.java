package io.countenance.job.detect;

import io.countenance.vision.crop.FaceCropper;
import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.identity.EmbeddingOptions;
import io.countenance.vision.identity.EmbeddingSchedule;
import io.countenance.vision.identity.FaceEmbedder;
import io.countenance.vision.image.DecodedImage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts out the faces of a batch that are to be embedded: those good enough, in frames that the
 * schedule says. One thread at a time; closing frees the native memory.
 */
final class EmbeddingCropper implements AutoCloseable {

    private record Place(int frame, int face) {}

    private final float minQuality;
    private final EmbeddingSchedule schedule;
    private final FaceCropper cropper = new FaceCropper(FaceEmbedder.CROP, FaceEmbedder.CROP_SIZE);
    private final byte[] crop = new byte[FaceEmbedder.CROP_SIZE * FaceEmbedder.CROP_SIZE * 3];
    private final List<Place> places = new ArrayList<>();
    private final ByteArrayOutputStream crops = new ByteArrayOutputStream();

    EmbeddingCropper(EmbeddingOptions options) {
        this.minQuality = options.minQuality();
        this.schedule = new EmbeddingSchedule(options.interval());
    }

    boolean isDue(String cameraId, long captureTime) {
        return schedule.isDue(cameraId, captureTime);
    }

    /** Takes a face of a frame that is due, if it is good enough. */
    void add(DecodedImage image, DetectedFace found, float quality, int frame, int face) {
        if (quality >= minQuality) {
            cropper.crop(image, found, crop, 0);
            crops.writeBytes(crop);
            places.add(new Place(frame, face));
        }
    }

    /** What has been taken since the last call; null where that is nothing. */
    @Nullable FacesToEmbed take() {
        if (places.isEmpty()) {
            return null;
        }
        FacesToEmbed taken =
                new FacesToEmbed(
                        places.stream().mapToInt(Place::frame).toArray(),
                        places.stream().mapToInt(Place::face).toArray(),
                        crops.toByteArray());
        places.clear();
        crops.reset();
        return taken;
    }

    @Override
    public void close() {
        cropper.close();
    }
}
