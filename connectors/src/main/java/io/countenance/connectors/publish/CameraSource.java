package io.countenance.connectors.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a camera's frames come from, as given on the command line.
 *
 * @param cameraId the camera
 * @param kind of the source
 * @param location file, folder, URL, file that holds a URL, or number
 */
record CameraSource(String cameraId, Kind kind, String location) {

    private static final Pattern NAMED = Pattern.compile("([^=:/\\\\]{1,128})=(.+)");

    enum Kind {
        VIDEO,
        IMAGES,
        STREAM,
        STREAM_FILE,
        WEBCAM;

        /** Whether frames come when they come, and capture times are those of the clock. */
        boolean live() {
            return this == STREAM || this == STREAM_FILE || this == WEBCAM;
        }
    }

    /** Reads {@code [CAMERA=]LOCATION}; a source without a name gets one from its location. */
    static CameraSource parse(Kind kind, String text) {
        Matcher named = NAMED.matcher(text);
        return named.matches()
                ? new CameraSource(named.group(1), kind, named.group(2))
                : new CameraSource(nameOf(kind, text), kind, text);
    }

    private static String nameOf(Kind kind, String location) {
        String name =
                switch (kind) {
                    case VIDEO, STREAM_FILE -> fileName(location).replaceFirst("\\.[^.]+$", "");
                    case IMAGES -> fileName(location);
                    case STREAM ->
                            location.replaceFirst("^\\w+://([^/]*@)?", "")
                                    .replaceFirst("[?#].*$", "");
                    case WEBCAM -> "webcam-" + location;
                };
        return name.length() > 128 ? name.substring(0, 128) : name;
    }

    private static String fileName(String location) {
        Path name = Path.of(location).toAbsolutePath().normalize().getFileName();
        return name == null ? "camera" : name.toString();
    }

    /** The location for messages, without a URL's password. */
    String shownLocation() {
        return kind == Kind.STREAM ? StreamUrl.withoutSecrets(location) : location;
    }

    /**
     * Opens it.
     *
     * @param framesPerSecond of a folder of pictures
     */
    FrameReader open(double framesPerSecond) throws IOException {
        return switch (kind) {
            case VIDEO -> FrameReaders.video(Path.of(location));
            case IMAGES -> FrameReaders.images(Path.of(location), framesPerSecond);
            case STREAM -> FrameReaders.stream(location);
            case STREAM_FILE -> FrameReaders.streamIn(Path.of(location));
            case WEBCAM -> FrameReaders.webcam(Integer.parseInt(location));
        };
    }
}
