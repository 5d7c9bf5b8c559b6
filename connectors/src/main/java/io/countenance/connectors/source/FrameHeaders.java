package io.countenance.connectors.source;

/**
 * The Kafka headers that a frame may have when its value is a plain picture. All are ASCII text.
 */
public final class FrameHeaders {

    /** The camera, UTF-8; goes before the record's key. */
    public static final String CAMERA_ID = "camera-id";

    /** The camera's count of frames, decimal, from 0. */
    public static final String SEQUENCE_NUMBER = "sequence-number";

    /** When the frame was taken, decimal, ms since 1970-01-01T00:00:00Z. */
    public static final String CAPTURE_TIME = "capture-time";

    private FrameHeaders() {}
}
