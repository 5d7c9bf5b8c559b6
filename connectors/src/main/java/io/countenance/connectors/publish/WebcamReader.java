package io.countenance.connectors.publish;

import java.io.IOException;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_videoio.VideoCapture;
import org.jspecify.annotations.Nullable;

/**
 * Reads a camera of this machine by OpenCV, which knows the cameras of all systems by the same
 * numbers.
 */
final class WebcamReader implements FrameReader {

    private final int number;
    private final VideoCapture capture;
    private final Mat image = new Mat();
    private long firstNanos = -1;

    WebcamReader(int number) throws IOException {
        this.number = number;
        capture = new VideoCapture(number);
        if (!capture.isOpened()) {
            close();
            throw new IOException(
                    "Camera %d cannot be opened: is it there, and may this program use it?"
                            .formatted(number));
        }
    }

    @Override
    public @Nullable Frame next() throws IOException {
        if (!capture.read(image) || image.empty()) {
            throw new IOException("Camera %d gives no more pictures".formatted(number));
        }
        long now = System.nanoTime();
        if (firstNanos < 0) {
            firstNanos = now;
        }
        return new Frame(image, (now - firstNanos) / 1_000_000);
    }

    @Override
    public void close() {
        capture.release();
        capture.close();
        image.close();
    }
}
