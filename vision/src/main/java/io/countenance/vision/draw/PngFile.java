package io.countenance.vision.draw;

import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Writes pictures as PNG files. */
public final class PngFile {

    private PngFile() {}

    /**
     * Writes or replaces a file.
     *
     * @param picture 8-bit BGR
     * @throws IOException where it cannot be written; the message names the file
     */
    public static void write(Mat picture, Path file) throws IOException {
        try (BytePointer bytes = new BytePointer()) {
            if (!imencode(".png", picture, bytes)) {
                throw new IOException(file + ": OpenCV could not encode the picture");
            }
            byte[] encoded = new byte[Math.toIntExact(bytes.limit())];
            bytes.get(encoded);
            Files.write(file, encoded);
        }
    }
}
