package io.countenance.connectors.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;
import org.jspecify.annotations.Nullable;

/**
 * Watermarks of a partition follow its frames, never its refused records; a partition with nothing
 * but refused records counts as idle. They are good for one thing: a camera whose newest frame they
 * have passed by the idle timeout has fallen silent. No frame is late by them, since each camera
 * has a time of its own ({@code TrackPersons}), so a wrong clock at worst hides for a while that
 * others are silent. Of the cameras that share a partition the slowest one sets the watermark, so
 * that one that is ahead, by its clock or by faster publishing, does not make the others seem
 * silent; a camera without frames for the idle timeout no longer counts.
 *
 * <p>Idleness is not Flink's own, which goes by the clock alone: models run in the source's thread,
 * and a batch that takes longer than the timeout would make a busy partition idle, let the others'
 * watermark pass it, and make its cameras seem silent. Here a partition is idle after so much time
 * in which the thread kept asking for frames and none came.
 */
final class FrameWatermarks implements WatermarkStrategy<IngestedFrame> {

    private static final long serialVersionUID = 2;

    /**
     * Longest time between two periodic emits that counts; the thread was busy for the rest of it.
     */
    private static final long MAX_STEP_NANOS = Duration.ofMillis(500).toNanos();

    private final Duration outOfOrderness;
    private final Duration maxJump;
    private final @Nullable Duration idleTimeout;

    /**
     * @param maxJump a frame further than this from its camera's newest moves nothing until the
     *     next one confirms it, so that a stray does not carry the watermark away for good
     * @param idleTimeout null: never idle, as for a bounded source, whose partitions end instead
     */
    FrameWatermarks(Duration outOfOrderness, Duration maxJump, @Nullable Duration idleTimeout) {
        this.outOfOrderness = outOfOrderness;
        this.maxJump = maxJump;
        this.idleTimeout = idleTimeout;
    }

    @Override
    public TimestampAssigner<IngestedFrame> createTimestampAssigner(
            TimestampAssignerSupplier.Context context) {
        return (frame, kafkaTimestamp) -> frame.captureTime();
    }

    @Override
    public WatermarkGenerator<IngestedFrame> createWatermarkGenerator(
            WatermarkGeneratorSupplier.Context context) {
        return new Generator(
                outOfOrderness.toMillis(),
                maxJump.toMillis(),
                idleTimeout == null ? Long.MAX_VALUE : idleTimeout.toNanos(),
                context.getInputActivityClock());
    }

    private static final class Generator implements WatermarkGenerator<IngestedFrame> {

        private final long outOfOrderness;
        private final long maxJump;
        private final long idleTimeoutNanos;
        private final RelativeClock clock;
        private final Map<String, CameraTime> cameras = new HashMap<>();
        private long lastEmit;
        private long quietNanos;
        private long watermark = Long.MIN_VALUE;
        private boolean idle;

        Generator(long outOfOrderness, long maxJump, long idleTimeoutNanos, RelativeClock clock) {
            this.outOfOrderness = outOfOrderness;
            this.maxJump = maxJump;
            this.idleTimeoutNanos = idleTimeoutNanos;
            this.clock = clock;
            this.lastEmit = clock.relativeTimeNanos();
        }

        @Override
        public void onEvent(IngestedFrame frame, long eventTimestamp, WatermarkOutput output) {
            if (frame.refused()) {
                return;
            }
            CameraTime camera =
                    cameras.computeIfAbsent(frame.cameraId(), cameraId -> new CameraTime());
            camera.see(eventTimestamp, maxJump);
            camera.quietNanos = 0;
            quietNanos = 0;
            if (idle) {
                idle = false;
                output.markActive();
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            long now = clock.relativeTimeNanos();
            long step = Math.min(now - lastEmit, MAX_STEP_NANOS);
            lastEmit = now;
            quietNanos += step;
            cameras.values().forEach(camera -> camera.quietNanos += step);
            cameras.values().removeIf(camera -> camera.quietNanos > idleTimeoutNanos);
            OptionalLong slowest =
                    cameras.values().stream().mapToLong(camera -> camera.latest).min();
            if (slowest.isPresent()) {
                watermark = Math.max(watermark, slowest.getAsLong() - outOfOrderness - 1);
                output.emitWatermark(new Watermark(watermark));
            } else if (quietNanos > idleTimeoutNanos && !idle) {
                idle = true;
                output.markIdle();
            }
        }
    }

    /** How far a camera has come. */
    private static final class CameraTime {
        private static final long NONE = Long.MIN_VALUE;

        private long latest = NONE;
        private long unconfirmed = NONE;
        private long quietNanos;

        void see(long time, long maxJump) {
            if (latest == NONE || Math.abs(time - latest) <= maxJump) {
                latest = Math.max(latest, time);
                unconfirmed = NONE;
            } else if (unconfirmed != NONE && Math.abs(time - unconfirmed) <= maxJump) {
                latest = time;
                unconfirmed = NONE;
            } else {
                unconfirmed = time;
            }
        }
    }
}
