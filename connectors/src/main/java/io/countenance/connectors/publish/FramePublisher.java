package io.countenance.connectors.publish;

/**
 * Writes frames to the frames topic. Safe for several threads. Frames of one camera keep their
 * order as long as one thread publishes them.
 */
public final class FramePublisher implements AutoCloseable {

    public FramePublisher(PublisherOptions options) {}

    /**
     * Hands a frame to the Kafka producer; blocks while the producer's memory is full.
     *
     * @param cameraId 1 to 128 characters
     * @param sequenceNumber the camera's count of frames, from 0
     * @param captureTime ms since 1970-01-01T00:00:00Z
     * @param image a whole JPEG or PNG file
     */
    public void publish(
            String cameraId, long sequenceNumber, long captureTime, EncodedImage image) {
        throw new UnsupportedOperationException("contract only");
    }

    /** The same for a picture of unknown size. */
    public void publish(String cameraId, long sequenceNumber, long captureTime, byte[] image) {
        publish(cameraId, sequenceNumber, captureTime, new EncodedImage(image, 0, 0));
    }

    /** Waits until the broker has taken or refused every frame so far. */
    public void flush() {
        throw new UnsupportedOperationException("contract only");
    }

    /** What became of the frames so far. */
    public PublishCounts counts() {
        throw new UnsupportedOperationException("contract only");
    }

    /** Flushes and closes the producer. */
    @Override
    public void close() {}
}
