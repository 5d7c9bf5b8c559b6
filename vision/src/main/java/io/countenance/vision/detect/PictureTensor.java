package io.countenance.vision.detect;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.countenance.vision.image.DecodedImage;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The native memory of a network's input, float32 {@code [batch, 3, height, width]}, and the way a
 * picture gets there. Grows to the largest input seen. One thread at a time.
 */
final class PictureTensor implements AutoCloseable {

    private final PixelFormat format;
    private final Mat resized = new Mat();
    private final Mat padded = new Mat();
    private final Mat scaled = new Mat();
    private FloatPointer memory = new FloatPointer(0L);

    PictureTensor(PixelFormat format) {
        this.format = format;
    }

    /** Makes room. What was written before is lost. */
    void reserve(int batch, int inputWidth, int inputHeight) {
        long needed = 3L * batch * inputWidth * inputHeight;
        if (memory.capacity() < needed) {
            memory.close();
            memory = new FloatPointer(needed);
        }
    }

    /** Writes a picture, scaled and padded with black, to its place in the batch. */
    void write(int index, DecodedImage image, InputScale scale) {
        Mat content = contentOf(image, scale);
        int width = scale.inputWidth();
        int height = scale.inputHeight();
        content.convertTo(scaled, CV_32FC3, format.factor(), -format.mean() * format.factor());
        int top = 3 * index * height;
        try (Mat rows = new Mat(top + 3 * height, width, CV_32FC1, memory);
                Mat first = rows.rowRange(top, top + height);
                Mat second = rows.rowRange(top + height, top + 2 * height);
                Mat third = rows.rowRange(top + 2 * height, top + 3 * height);
                MatVector planes =
                        format.rgb()
                                ? new MatVector(third, second, first)
                                : new MatVector(first, second, third)) {
            split(scaled, planes);
        }
    }

    /** The first {@code batch} pictures, without a copy; valid until the next {@link #reserve}. */
    FloatBuffer values(int batch, int inputWidth, int inputHeight) {
        return memory.asByteBuffer()
                .asFloatBuffer()
                .limit(3 * batch * inputWidth * inputHeight)
                .slice();
    }

    private Mat contentOf(DecodedImage image, InputScale scale) {
        Mat content = image.pixels();
        if (content.cols() != scale.contentWidth() || content.rows() != scale.contentHeight()) {
            try (Size size = new Size(scale.contentWidth(), scale.contentHeight())) {
                resize(image.pixels(), resized, size, 0, 0, INTER_LINEAR);
            }
            content = resized;
        }
        if (scale.contentWidth() == scale.inputWidth()
                && scale.contentHeight() == scale.inputHeight()) {
            return content;
        }
        padded.create(scale.inputHeight(), scale.inputWidth(), CV_8UC3);
        try (Scalar black = Scalar.all(0);
                Rect place = new Rect(0, 0, scale.contentWidth(), scale.contentHeight());
                Mat part = new Mat(padded, place)) {
            padded.put(black);
            content.copyTo(part);
        }
        return padded;
    }

    @Override
    public void close() {
        memory.close();
        scaled.close();
        padded.close();
        resized.close();
    }
}
