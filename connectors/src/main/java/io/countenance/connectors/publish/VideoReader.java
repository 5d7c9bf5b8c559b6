package io.countenance.connectors.publish;

import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/** Reads what FFmpeg reads: video files and network streams. */
final class VideoReader implements FrameReader {

    private static final String STREAM_TIMEOUT_MICROS = "10000000";
    private static final int UPRIGHT = -1;

    static {
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    }

    private final String name;
    private final String location;
    private final FFmpegFrameGrabber grabber;
    private final OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();
    private final Mat rotated = new Mat();
    private final int rotation;
    private long firstTimestampMicros = -1;
    private boolean closed;

    private VideoReader(String name, String location, FFmpegFrameGrabber grabber)
            throws IOException {
        this.name = name;
        this.location = location;
        this.grabber = grabber;
        try {
            // start() holds a lock of the whole process while it connects: one dead camera would
            // stop all others.
            grabber.startUnsafe(true);
            if (!grabber.hasVideo()) {
                throw new IOException(name + " has no pictures in it");
            }
            rotation = rotation(grabber.getDisplayRotation());
        } catch (FFmpegFrameGrabber.Exception e) {
            close();
            throw failure("cannot be opened", e);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Without FFmpeg's exception as its cause: that one's message has a stream's whole URL. */
    private IOException failure(String what, FFmpegFrameGrabber.Exception reason) {
        return new IOException(
                "%s %s: %s"
                        .formatted(
                                name,
                                what,
                                String.valueOf(reason.getMessage()).replace(location, name)));
    }

    static FrameReader ofFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("There is no video file " + file);
        }
        return new VideoReader(
                file.toString(), file.toString(), new FFmpegFrameGrabber(file.toFile()));
    }

    /**
     * Opens a stream.
     *
     * @param name of it in messages, in place of the URL
     */
    static FrameReader ofStream(String url, String name) throws IOException {
        FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(url);
        if (url.startsWith("rtsp")) {
            grabber.setOption("rtsp_transport", "tcp");
            grabber.setOption("timeout", STREAM_TIMEOUT_MICROS);
        } else {
            grabber.setOption("rw_timeout", STREAM_TIMEOUT_MICROS);
        }
        return new VideoReader(name, url, grabber);
    }

    /** FFmpeg gives the counter-clockwise angle that the picture was turned by. */
    private static int rotation(double degrees) {
        return switch (Math.floorMod(Math.round(-degrees), 360)) {
            case 90 -> ROTATE_90_CLOCKWISE;
            case 180 -> ROTATE_180;
            case 270 -> ROTATE_90_COUNTERCLOCKWISE;
            default -> UPRIGHT;
        };
    }

    @Override
    public @Nullable Frame next() throws IOException {
        org.bytedeco.javacv.Frame frame;
        try {
            frame = grabber.grabImage();
        } catch (FFmpegFrameGrabber.Exception e) {
            throw failure("broke off", e);
        }
        if (frame == null) {
            return null;
        }
        if (firstTimestampMicros < 0) {
            firstTimestampMicros = frame.timestamp;
        }
        long mediaTime = Math.max(0, (frame.timestamp - firstTimestampMicros) / 1000);
        Mat image = converter.convert(frame);
        if (rotation == UPRIGHT) {
            return new Frame(image, mediaTime);
        }
        opencv_core.rotate(image, rotated, rotation);
        return new Frame(rotated, mediaTime);
    }

    @Override
    public long frameCount() {
        int frames = grabber.getLengthInVideoFrames();
        return frames > 0 ? frames : -1;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        converter.close();
        rotated.close();
        grabber.releaseUnsafe();
    }
}
