package io.countenance.benchmarks.engine;

import io.countenance.connectors.publish.EncodedImage;
import java.util.List;

/** Reads the expressions in frames; one thread at a time. */
interface FrameClassifier extends AutoCloseable {

    /**
     * Reads some frames.
     *
     * @return how many faces were read in them
     */
    int classify(List<EncodedImage> frames) throws Exception;

    @Override
    void close() throws Exception;
}
