package io.countenance.connectors.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.BoundedOutOfOrdernessWatermarks;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;
import org.jspecify.annotations.Nullable;

/**
 * Watermarks of a partition follow its frames, never its refused records: one wrong clock must not
 * close everybody's windows, and a partition with nothing but refused records counts as idle, so
 * that it holds nobody back.
 *
 * <p>Idleness is not Flink's own, which goes by the clock alone: models run in the source's thread,
 * and a batch that takes longer than the timeout would make a busy partition idle, let the others'
 * watermark pass it, and turn its frames into late ones. Here a partition is idle after so much
 * time in which the thread kept asking for frames and none came.
 */
final class FrameWatermarks implements WatermarkStrategy<IngestedFrame> {

    private static final long serialVersionUID = 2;

    /**
     * Longest time between two periodic emits that counts; the thread was busy for the rest of it.
     */
    private static final long MAX_STEP_NANOS = Duration.ofMillis(500).toNanos();

    private final Duration outOfOrderness;
    private final @Nullable Duration idleTimeout;

    /**
     * @param idleTimeout null: never idle, as for a bounded source, whose partitions end instead
     */
    FrameWatermarks(Duration outOfOrderness, @Nullable Duration idleTimeout) {
        this.outOfOrderness = outOfOrderness;
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
                new BoundedOutOfOrdernessWatermarks<>(outOfOrderness),
                idleTimeout == null ? Long.MAX_VALUE : idleTimeout.toNanos(),
                context.getInputActivityClock());
    }

    private static final class Generator implements WatermarkGenerator<IngestedFrame> {

        private final WatermarkGenerator<IngestedFrame> ofFrames;
        private final long idleTimeoutNanos;
        private final RelativeClock clock;
        private long lastEmit;
        private long quietNanos;
        private boolean idle;

        Generator(
                WatermarkGenerator<IngestedFrame> ofFrames,
                long idleTimeoutNanos,
                RelativeClock clock) {
            this.ofFrames = ofFrames;
            this.idleTimeoutNanos = idleTimeoutNanos;
            this.clock = clock;
            this.lastEmit = clock.relativeTimeNanos();
        }

        @Override
        public void onEvent(IngestedFrame frame, long eventTimestamp, WatermarkOutput output) {
            if (frame.refused()) {
                return;
            }
            quietNanos = 0;
            if (idle) {
                idle = false;
                output.markActive();
            }
            ofFrames.onEvent(frame, eventTimestamp, output);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            long now = clock.relativeTimeNanos();
            quietNanos += Math.min(now - lastEmit, MAX_STEP_NANOS);
            lastEmit = now;
            if (quietNanos <= idleTimeoutNanos) {
                ofFrames.onPeriodicEmit(output);
            } else if (!idle) {
                idle = true;
                output.markIdle();
            }
        }
    }
}
