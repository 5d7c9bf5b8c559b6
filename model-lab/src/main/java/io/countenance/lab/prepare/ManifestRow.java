package io.countenance.lab.prepare;

import io.countenance.vision.geometry.Box;
import org.jspecify.annotations.Nullable;

/**
 * What became of a picture, or of one of the faces of a picture without labels.
 *
 * @param source the picture's name in its data set
 * @param outcome what became of it
 * @param crop name of the crop beside the manifest, null where there is none
 * @param box of the face, px of the picture, null where there is none
 * @param score the detector's certainty, 0 to 1; NaN where there is no face
 * @param facesFound how many the detector found in the picture
 * @param width of the picture, px; 0 where it cannot be read
 * @param height of the picture, px; 0 where it cannot be read
 * @param reason why it cannot be read, else empty
 */
public record ManifestRow(
        String source,
        CropOutcome outcome,
        @Nullable String crop,
        @Nullable Box box,
        float score,
        int facesFound,
        int width,
        int height,
        String reason) {

    /** A picture that cannot be read. */
    static ManifestRow unreadable(String source, String reason) {
        return new ManifestRow(
                source, CropOutcome.UNREADABLE, null, null, Float.NaN, 0, 0, 0, reason);
    }
}
