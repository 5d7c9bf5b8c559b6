package io.countenance.vision.detect;

import io.countenance.vision.image.DecodedImage;
import java.util.List;

/**
 * Finds faces in pictures. One thread at a time may use a detector; the one that opened it closes
 * it.
 *
 * <p>What is found in a picture depends on that picture alone, not on those it shares the call
 * with: bit for bit on the CPU. On CUDA pictures of one size share a batch, which may move the last
 * digits.
 */
public interface FaceDetector extends AutoCloseable {

    /**
     * Looks for faces.
     *
     * @param images pictures of any sizes; stay the caller's
     * @return for each image, in order, its faces by descending score
     * @throws IllegalStateException if the detector fails; the message says on what
     */
    List<List<DetectedFace>> detect(List<DecodedImage> images);

    /**
     * Which detector this is, for logs and metrics: family and file, say {@code
     * ultraface:ultraface-rfb.onnx}.
     */
    String name();

    @Override
    void close();
}
