package io.countenance.demo.track;

import io.countenance.connectors.publish.EncodedImage;
import io.countenance.connectors.publish.Frame;
import io.countenance.connectors.publish.FrameReader;
import io.countenance.connectors.publish.FrameReaders;
import io.countenance.connectors.publish.JpegEncoder;
import io.countenance.connectors.source.IngestedFrame;
import io.countenance.connectors.source.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Reads a video or a folder of pictures as the job's frames, one in memory at a time. In: a path.
 * Out: {@link IngestedFrame}, all of them; capture time is the media time, made to go up by at
 * least 1 ms a frame.
 */
final class ReadFrames extends RichFlatMapFunction<String, IngestedFrame> {

    /** The camera of all frames. */
    static final String CAMERA = "video";

    private static final long serialVersionUID = 1;
    private static final int JPEG_QUALITY = 95;

    private final double imagesPerSecond;

    ReadFrames(double imagesPerSecond) {
        this.imagesPerSecond = imagesPerSecond;
    }

    @Override
    public void flatMap(String path, Collector<IngestedFrame> out) throws IOException {
        try (FrameReader reader = open(Path.of(path));
                JpegEncoder encoder = new JpegEncoder(JPEG_QUALITY, 0)) {
            long last = -1;
            long number = 0;
            for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                last = Math.max(last + 1, frame.mediaTime());
                EncodedImage image = encoder.encode(frame.image());
                out.collect(
                        new IngestedFrame(
                                CAMERA,
                                number,
                                IngestedFrame.NO_HASH,
                                last,
                                last,
                                image.width(),
                                image.height(),
                                image.bytes(),
                                path,
                                0,
                                number,
                                null,
                                null,
                                Sampling.NONE));
                number++;
            }
        }
    }

    private FrameReader open(Path path) throws IOException {
        return Files.isDirectory(path)
                ? FrameReaders.images(path, imagesPerSecond)
                : FrameReaders.video(path);
    }
}
