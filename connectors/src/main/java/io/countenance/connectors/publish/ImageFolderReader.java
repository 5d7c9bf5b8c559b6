package io.countenance.connectors.publish;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the pictures of a folder by name. One that cannot be decoded is left out, with a warning,
 * and counted.
 */
final class ImageFolderReader implements FrameReader {

    private static final Logger LOG = LoggerFactory.getLogger(ImageFolderReader.class);

    private final List<Path> files;
    private final double framesPerSecond;
    private Mat image = new Mat();
    private int position;
    private long unreadable;

    ImageFolderReader(Path folder, double framesPerSecond) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("There is no folder " + folder);
        }
        try (Stream<Path> list = Files.list(folder)) {
            files = list.filter(ImageFolderReader::isPicture).sorted().toList();
        }
        if (files.isEmpty()) {
            throw new IOException(
                    "The folder %s has no .jpg, .jpeg or .png file".formatted(folder));
        }
        this.framesPerSecond = framesPerSecond;
    }

    private static boolean isPicture(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png)");
    }

    @Override
    public @Nullable Frame next() throws IOException {
        while (position < files.size()) {
            Path file = files.get(position);
            long mediaTime = Math.round(1000 * position / framesPerSecond);
            position++;
            if (decode(file)) {
                return new Frame(image, mediaTime);
            }
            unreadable++;
            LOG.warn("{} is left out: it is no picture that can be decoded", file);
        }
        return null;
    }

    private boolean decode(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0) {
            return false;
        }
        try (BytePointer pointer = new BytePointer(bytes);
                Mat encoded = new Mat(1, bytes.length, CV_8UC1, pointer)) {
            image.close();
            image = imdecode(encoded, IMREAD_COLOR);
        }
        return !image.empty();
    }

    @Override
    public long frameCount() {
        return files.size();
    }

    @Override
    public long unreadableCount() {
        return unreadable;
    }

    @Override
    public void close() {
        image.close();
    }
}
