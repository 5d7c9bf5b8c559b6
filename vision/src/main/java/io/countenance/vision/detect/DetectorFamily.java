package io.countenance.vision.detect;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A kind of network: what goes in, and what its outputs mean. Used by one thread at a time. */
interface DetectorFamily {

    /** Name for logs, lower case. */
    String name();

    /** What its input's numbers mean. */
    PixelFormat pixels();

    /** Of which the input's sides must be multiples, px. */
    int multiple();

    /** The outputs that {@link #decode} reads. */
    Set<String> outputs();

    /**
     * Reads the faces of one picture, before any suppression.
     *
     * @param outputs values of {@link #outputs()}, for a batch
     * @param picture index in the batch
     * @param scale how the picture was brought to the input
     * @param minScore least score of a face that is returned; none is NaN
     * @throws UnfitOutputException if the outputs do not fit each other or the input
     */
    List<DetectedFace> decode(
            Map<String, OutputTensor> outputs, int picture, InputScale scale, float minScore);
}
