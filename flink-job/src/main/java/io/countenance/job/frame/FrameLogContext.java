package io.countenance.job.frame;

import org.slf4j.MDC;

/**
 * Says in each log line which frame it is about, for as long as it is open: the keys {@value
 * #CAMERA}, {@value #FRAME} and {@value #RECORD} of SLF4J's diagnostic context, which JSON logs
 * have as fields. Used in a try statement, by one thread.
 */
public final class FrameLogContext implements AutoCloseable {

    /** The camera; absent where it could not be read. */
    public static final String CAMERA = "camera";

    /** The frame's number, {@link FrameFaces#sequenceNumber}; absent where it could not be read. */
    public static final String FRAME = "frame";

    /** Where its record stands in Kafka, {@code topic/partition/offset}. */
    public static final String RECORD = "record";

    private FrameLogContext() {}

    /** Opens the context of a frame. */
    public static FrameLogContext of(FrameFaces frame) {
        if (!frame.cameraId().isEmpty()) {
            MDC.put(CAMERA, frame.cameraId());
        }
        if (frame.sequenceNumber() >= 0) {
            MDC.put(FRAME, Long.toString(frame.sequenceNumber()));
        }
        FrameOrigin origin = frame.origin();
        MDC.put(RECORD, origin.topic() + '/' + origin.partition() + '/' + origin.offset());
        return new FrameLogContext();
    }

    @Override
    public void close() {
        MDC.remove(CAMERA);
        MDC.remove(FRAME);
        MDC.remove(RECORD);
    }
}
