package io.countenance.benchmarks.latency;

import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameResult;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What is read of one schedule's frames, those with numbers from {@code first} up to, but not with,
 * {@code end}. One thread.
 */
final class LatencyTurn {

    private static final Duration WINDOW_MARGIN = Duration.ofSeconds(1);

    private final Schedule schedule;
    private final long first;
    private final long end;
    private final Histogram faces;
    private final Histogram windows;
    private long framesRead;
    private long facesExpected;
    private long facesRead;

    /**
     * Nothing was read yet.
     *
     * @param faces gets the latency of each face's record, µs
     * @param windows gets the latency of each window's first record, from its end, µs
     */
    LatencyTurn(Schedule schedule, long first, long end, Histogram faces, Histogram windows) {
        this.schedule = schedule;
        this.first = first;
        this.end = end;
        this.faces = faces;
        this.windows = windows;
    }

    void frame(FrameResult frame) {
        if (isMeasured(frame.getCameraId(), frame.getSequenceNumber())) {
            framesRead++;
            facesExpected += frame.getFaces();
        }
    }

    void face(FaceExpression face, long nanos) {
        if (isMeasured(face.getCameraId(), face.getSequenceNumber())) {
            facesRead++;
            faces.recordValue((nanos - schedule.nanosOf(face.getSequenceNumber())) / 1000);
        }
    }

    /** Those that lie within the measured frames' time, and do not end with it. */
    void window(ExpressionWindow window, long nanos) {
        long windowEnd = window.getWindowEnd().toEpochMilli();
        if (schedule.has(window.getCameraId())
                && window.getRevision() == 0
                && window.getWindowStart().toEpochMilli() >= schedule.captureTimeOf(first)
                && windowEnd <= schedule.captureTimeOf(end) - WINDOW_MARGIN.toMillis()) {
            windows.recordValue((nanos - schedule.nanosAt(windowEnd)) / 1000);
        }
    }

    private boolean isMeasured(String cameraId, long number) {
        return schedule.has(cameraId) && number >= first && number < end;
    }

    /** Whether all frames were read, and all faces in them. */
    boolean isComplete() {
        return framesRead == end - first && facesRead == facesExpected;
    }

    /** When the last frame has been taken, by {@link System#nanoTime()}. */
    long endNanos() {
        return schedule.nanosOf(end);
    }

    String progress() {
        return "%d of %d frames and %d of %d faces at %.1f frames/s could be read"
                .formatted(
                        framesRead,
                        end - first,
                        facesRead,
                        facesExpected,
                        schedule.framesPerSecond());
    }
}
