package io.countenance.dashboard;

/** Whether the page shows pictures. */
public enum PreviewMode {
    /** No frame is read from Kafka. */
    OFF,
    /** The whole picture so coarse, and faces blurred on top, that nobody can be recognised. */
    BLURRED,
    /** Pictures as they were taken. */
    CLEAR
}
