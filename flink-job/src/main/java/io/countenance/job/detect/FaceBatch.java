package io.countenance.job.detect;

import io.countenance.job.frame.FrameFaces;
import java.util.List;

/**
 * The faces of a batch of frames and their pixels.
 *
 * @param frames in the order of the batch, not yet classified
 * @param crops the faces of all frames one after another, uint8 RGB {@code [faces, size, size, 3]}
 * @param modelId of the version of the expression model that they were cut out for
 */
public record FaceBatch(List<FrameFaces> frames, byte[] crops, String modelId) {

    /** How many faces there are in all. */
    public int faces() {
        int sum = 0;
        for (FrameFaces frame : frames) {
            sum += frame.faces().size();
        }
        return sum;
    }
}
