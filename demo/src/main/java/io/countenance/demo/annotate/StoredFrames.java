package io.countenance.demo.annotate;

import io.countenance.connectors.publish.EncodedImage;
import io.countenance.demo.input.PublishedFrames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;

/** Keeps published frames on disk until they are annotated. {@link #close()} deletes them. */
public final class StoredFrames implements PublishedFrames, AutoCloseable {

    /** A frame on disk. */
    record StoredFrame(long sequenceNumber, long captureTime, Path file) {}

    private final Path directory;
    private final Map<String, Path> cameras = new ConcurrentSkipListMap<>();

    public StoredFrames() throws IOException {
        directory = Files.createTempDirectory("countenance-frames");
    }

    @Override
    public void accept(String cameraId, long sequenceNumber, long captureTime, EncodedImage image)
            throws IOException {
        Path camera = cameras.get(cameraId);
        if (camera == null) {
            camera = Files.createTempDirectory(directory, "camera");
            cameras.put(cameraId, camera);
        }
        // The digits make the order of names the order of frames.
        Files.write(
                camera.resolve("%012d_%015d.jpg".formatted(sequenceNumber, captureTime)),
                image.bytes());
    }

    List<String> cameraIds() {
        return List.copyOf(cameras.keySet());
    }

    List<StoredFrame> frames(String cameraId) throws IOException {
        try (Stream<Path> files = Files.list(cameras.get(cameraId))) {
            return files.sorted(Comparator.naturalOrder()).map(StoredFrames::described).toList();
        }
    }

    private static StoredFrame described(Path file) {
        String[] numbers = file.getFileName().toString().split("[_.]");
        return new StoredFrame(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), file);
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(directory.toFile());
    }
}
