package io.countenance.job.detect;

import io.countenance.job.frame.FrameFaces;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The faces of a batch of frames and their pixels.
 *
 * @param frames in the order of the batch, not yet classified
 * @param crops the faces of all frames one after another, uint8 RGB {@code [faces, size, size, 3]}
 * @param modelId of the version of the expression model that they were cut out for
 * @param toEmbed those faces that are to be embedded; null where none is
 */
public record FaceBatch(
        List<FrameFaces> frames, byte[] crops, String modelId, @Nullable FacesToEmbed toEmbed) {

    /** A batch of which no face is to be embedded. */
    public FaceBatch(List<FrameFaces> frames, byte[] crops, String modelId) {
        this(frames, crops, modelId, null);
    }

    /** How many faces there are in all. */
    public int faces() {
        int sum = 0;
        for (FrameFaces frame : frames) {
            sum += frame.faces().size();
        }
        return sum;
    }
}
