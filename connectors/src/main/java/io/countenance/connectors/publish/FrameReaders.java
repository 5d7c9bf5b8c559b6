package io.countenance.connectors.publish;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Opens sources of frames. All throw an IOException that names the source where it cannot be
 * opened.
 */
public final class FrameReaders {

    private FrameReaders() {}

    /**
     * A video file, by FFmpeg. Turned upright where the file says that the camera was held
     * otherwise.
     */
    public static FrameReader video(Path file) throws IOException {
        return VideoReader.ofFile(file);
    }

    /**
     * The JPEG and PNG files of a folder, by name, upright as their EXIF data says.
     *
     * @param framesPerSecond sets the frames' media time
     */
    public static FrameReader images(Path folder, double framesPerSecond) throws IOException {
        return new ImageFolderReader(folder, framesPerSecond);
    }

    /**
     * A network stream (RTSP over TCP, or what else FFmpeg reads). A stream that falls silent for
     * 10 s has ended. No message has the URL's user, password or query.
     */
    public static FrameReader stream(String url) throws IOException {
        return VideoReader.ofStream(url, StreamUrl.withoutSecrets(url));
    }

    /** The same for a URL that a file holds; messages name the file in its place. */
    static FrameReader streamIn(Path file) throws IOException {
        return VideoReader.ofStream(StreamUrl.read(file), file.toString());
    }

    /** A camera of this machine, counted from 0. */
    public static FrameReader webcam(int number) throws IOException {
        return new WebcamReader(number);
    }
}
