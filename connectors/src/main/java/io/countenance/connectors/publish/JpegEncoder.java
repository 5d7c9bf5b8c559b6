package io.countenance.connectors.publish;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Makes JPEG files of pictures. One thread at a time; closing frees the native memory. */
public final class JpegEncoder implements AutoCloseable {

    private final IntPointer parameters;
    private final int maxWidth;
    private final Mat scaled = new Mat();

    /**
     * @param quality 1 (small) to 100 (good)
     * @param maxWidth px; wider pictures are scaled down to it, 0 for none
     */
    public JpegEncoder(int quality, int maxWidth) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("quality must be 1 to 100, is " + quality);
        }
        if (maxWidth < 0) {
            throw new IllegalArgumentException(
                    "maxWidth must be 0 (none) or more px, is " + maxWidth);
        }
        this.parameters = new IntPointer(IMWRITE_JPEG_QUALITY, quality);
        this.maxWidth = maxWidth;
    }

    /**
     * The picture as a whole JPEG file.
     *
     * @param image 8-bit BGR or grey; remains the caller's
     */
    public EncodedImage encode(Mat image) {
        Mat source = image;
        if (maxWidth > 0 && image.cols() > maxWidth) {
            int height = Math.max(1, Math.round(image.rows() * (float) maxWidth / image.cols()));
            try (Size size = new Size(maxWidth, height)) {
                opencv_imgproc.resize(image, scaled, size, 0, 0, opencv_imgproc.INTER_AREA);
            }
            source = scaled;
        }
        try (BytePointer file = new BytePointer()) {
            if (!imencode(".jpg", source, file, parameters)) {
                throw new IllegalStateException(
                        "OpenCV could not encode a picture of %d x %d px"
                                .formatted(source.cols(), source.rows()));
            }
            byte[] bytes = new byte[Math.toIntExact(file.limit())];
            file.get(bytes);
            return new EncodedImage(bytes, source.cols(), source.rows());
        }
    }

    @Override
    public void close() {
        scaled.close();
        parameters.close();
    }
}
