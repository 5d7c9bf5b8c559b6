package io.countenance.benchmarks.engine;

import io.countenance.connectors.publish.EncodedImage;
import io.countenance.connectors.publish.Frame;
import io.countenance.connectors.publish.JpegEncoder;
import io.countenance.demo.sample.SampleVideo;
import java.util.ArrayList;
import java.util.List;

/**
 * JPEG frames of a room with real heads, as a camera would send them.
 *
 * @param width px
 * @param height px
 * @param faces in each
 * @param images different ones, to be taken in turn
 */
public record RoomFrames(int width, int height, int faces, List<EncodedImage> images) {

    private static final int DIFFERENT = 48;
    private static final int QUALITY = 85;

    /**
     * Draws and encodes them, quality 85.
     *
     * @param size width x height, px: {@code 640x480}
     * @param faces in each
     */
    public static RoomFrames of(String size, int faces) {
        return of(size, faces, DIFFERENT);
    }

    /**
     * The same with so many different ones, which take time to draw.
     *
     * @param different how many at most, from 1
     */
    public static RoomFrames of(String size, int faces, int different) {
        String[] sides = size.split("x");
        int width = Integer.parseInt(sides[0]);
        int height = Integer.parseInt(sides[1]);
        List<EncodedImage> images = new ArrayList<>();
        try (SampleVideo video = SampleVideo.room(width, height, faces);
                JpegEncoder encoder = new JpegEncoder(QUALITY, 0)) {
            while (images.size() < different) {
                Frame frame = video.next();
                if (frame == null) {
                    break;
                }
                images.add(encoder.encode(frame.image()));
            }
        }
        return new RoomFrames(width, height, faces, List.copyOf(images));
    }

    /** The frame with this number, counted from 0, for ever round. */
    public EncodedImage image(int number) {
        return images.get(number % images.size());
    }

    /** Of a frame, compressed. */
    public long meanBytes() {
        return Math.round(
                images.stream().mapToInt(image -> image.bytes().length).average().orElseThrow());
    }

    /** The size and the faces, for a table. */
    public String text() {
        return "%d x %d, %d face%s".formatted(width, height, faces, faces == 1 ? "" : "s");
    }
}
